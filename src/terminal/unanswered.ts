import { styleText } from "node:util";
import type { Interpretation } from "../question/interpretation.ts";
import { cell } from "../report/visible.ts";

/** A question that was asked back or refused, with what could be asked instead as ready commands. */
export function drawUnanswered(
  answer: Extract<Interpretation, { status: "asked" | "refused" }>,
  { color }: { readonly color: boolean },
): string {
  const bold = color ? styleText("bold", answer.message, { validateStream: false }) : answer.message;
  const candidates = answer.status === "asked" ? answer.candidates : [];
  const lines = candidates.map(({ text }) => `  ./trail ask ${JSON.stringify(cell(text))}`);
  return [bold, ...(lines.length > 0 ? ["Perhaps you meant:", ...lines] : []), ""].join("\n");
}
