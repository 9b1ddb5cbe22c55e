import type { ReportVocabulary } from "../catalog/shape-faults.ts";
import { ATTACHMENTS } from "./attachments/registry.ts";
import { FINDINGS } from "./findings/registry.ts";
import { summaryFields } from "./template.ts";

/** What an intent file may name of reports. */
export const REPORT_VOCABULARY: ReportVocabulary = {
  findings: Object.keys(FINDINGS),
  attachments: Object.keys(ATTACHMENTS),
  summaryFields,
};
