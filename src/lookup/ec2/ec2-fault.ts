import { awsFaultInWords } from "../../aws/fault-in-words.ts";
import { OutOfPatience, PATIENCE_MS } from "./patience.ts";

/** Why EC2 told nothing, in words, without a full stop; nothing of AWS's own text is in it. */
export function ec2FaultInWords(thrown: unknown): string {
  if (thrown instanceof OutOfPatience) return `it did not answer within ${PATIENCE_MS / 1000} seconds`;
  const region = "name one in the question, or set `regions` or AWS_REGION";
  return awsFaultInWords(thrown, {
    service: "it",
    wanted: "look instances up",
    region,
    unusable: "its answer could not be read",
  });
}
