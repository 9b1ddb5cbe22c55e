/**
 * Services that belong to no region and record in us-east-1 wherever they are used (rule S14). The global endpoint of STS
 * records there too, and its events do not say whether it was that or the region's own.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
export const GLOBAL_SERVICES: readonly string[] =
  `account artifact aws-portal billing billingconductor billingconsole budgets
  ce cloudfront consolidatedbilling cur freetier health iam importexport invoicing organizations payments route53
  route53domains savingsplans shield signin sts support supportplans tax trustedadvisor waf`
    .split(/\s+/)
    .map((service) => `${service}.amazonaws.com`);
