/** The question of this measure, in Trail's own words and for the tools it is held against: who changed a group. */
export const RESOURCE = "sg-5887f224";

/** For each file of logs that jq reads: the calls that name the group and are no reads. */
export const JQ = `.Records[] | select((.readOnly | tostring) != "true" and (tostring | contains("${RESOURCE}"))) | [.eventTime, .userIdentity.arn, .eventName, .sourceIPAddress]`;

/** The same in SQL over records of JSON `r`, as one writes it who has only DuckDB; `longest` file in bytes, once unpacked. */
export function plainSql(files: readonly string[], longest: number): string {
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(", ");
  return `SELECT r->>'eventTime' AS eventtime, r->>'$.userIdentity.arn' AS arn, r->>'eventName' AS eventname, r->>'sourceIPAddress' AS ip
    FROM (SELECT unnest(Records) AS r
      FROM read_json([${list}], columns = {Records: 'JSON[]'}, maximum_object_size = ${longest}))
    WHERE r->>'readOnly' IS DISTINCT FROM 'true' AND contains(CAST(r AS VARCHAR), '${RESOURCE}')
    ORDER BY eventtime DESC`;
}
