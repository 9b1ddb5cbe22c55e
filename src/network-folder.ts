/** Kinds of file systems whose locks do not hold between machines, as Linux names them. */
const NETWORK = new Set([
  "nfs",
  "nfs4",
  "cifs",
  "smb3",
  "smbfs",
  "afs",
  "ceph",
  "glusterfs",
  "fuse.sshfs",
  "fuse.glusterfs",
  "fuse.ceph-fuse",
  "fuse.s3fs",
  "fuse.rclone",
  "fuse.gcsfuse",
  "fuse.mountpoint-s3",
]);

/**
 * The kind of the network file system on which a folder lies, such as `nfs4`; null where it lies on none, or nobody says.
 * `mounts` is the text of /proc/self/mountinfo, `folder` an absolute path without links. https://docs.kernel.org/filesystems/proc.html
 */
export function networkFileSystemOf(folder: string, mounts: string): string | null {
  let found = { point: "", kind: "" };
  for (const line of mounts.split("\n")) {
    const [left = "", right = ""] = line.split(" - ");
    const point = unescaped(left.split(" ")[4] ?? "");
    const kind = right.split(" ")[0] ?? "";
    if (point !== "" && holds(point, folder) && point.length >= found.point.length) found = { point, kind };
  }
  return NETWORK.has(found.kind) ? found.kind : null;
}

function holds(point: string, folder: string): boolean {
  return point === "/" || folder === point || folder.startsWith(`${point}/`);
}

/** The kernel writes blanks and the like in octal. */
function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
