/** Who is spoken to, and where: one person, unseen by others. */
export interface Ear {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  /** The address that came with a command or a press, or null. */
  readonly responseUrl: string | null;
}
