/**
 * The names by which CloudWatch's mails and consoles call regions, as "US East (N. Virginia)", with their ids; some are
 * still sent under an older area ("EU (Ireland)"), so the place alone tells.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const REGION_OF_PLACE: ReadonlyMap<string, string> = new Map([
  ["N. Virginia", "us-east-1"],
  ["Ohio", "us-east-2"],
  ["N. California", "us-west-1"],
  ["Oregon", "us-west-2"],
  ["US-East", "us-gov-east-1"],
  ["US-West", "us-gov-west-1"],
  ["Cape Town", "af-south-1"],
  ["Hong Kong", "ap-east-1"],
  ["Taipei", "ap-east-2"],
  ["Tokyo", "ap-northeast-1"],
  ["Seoul", "ap-northeast-2"],
  ["Osaka", "ap-northeast-3"],
  ["Mumbai", "ap-south-1"],
  ["Hyderabad", "ap-south-2"],
  ["Singapore", "ap-southeast-1"],
  ["Sydney", "ap-southeast-2"],
  ["Jakarta", "ap-southeast-3"],
  ["Melbourne", "ap-southeast-4"],
  ["Malaysia", "ap-southeast-5"],
  ["New Zealand", "ap-southeast-6"],
  ["Thailand", "ap-southeast-7"],
  ["Central", "ca-central-1"],
  ["Calgary", "ca-west-1"],
  ["Beijing", "cn-north-1"],
  ["Ningxia", "cn-northwest-1"],
  ["Frankfurt", "eu-central-1"],
  ["Zurich", "eu-central-2"],
  ["Stockholm", "eu-north-1"],
  ["Milan", "eu-south-1"],
  ["Spain", "eu-south-2"],
  ["Ireland", "eu-west-1"],
  ["London", "eu-west-2"],
  ["Paris", "eu-west-3"],
  ["Tel Aviv", "il-central-1"],
  ["Bahrain", "me-south-1"],
  ["UAE", "me-central-1"],
  ["São Paulo", "sa-east-1"],
  ["Sao Paulo", "sa-east-1"],
]);

const AREAS =
  "US East|US West|AWS GovCloud|Africa|Asia Pacific|Canada West|Canada|China|Europe|EU|Israel|Middle East|Mexico|South America";
const REGION_NAME = new RegExp(String.raw`\b(?:${AREAS}) \(([^()]{3,20})\)`, "g");

/** Puts the id of a region in the place of each name of one; a name that is none stays as it is. */
export function withRegionIds(text: string): string {
  return text.replaceAll(REGION_NAME, (name, place: string) =>
    name === "Mexico (Central)" ? "mx-central-1" : (REGION_OF_PLACE.get(place) ?? name),
  );
}
