/** The part of an event source before `.amazonaws.com`, where it differs from what people call the service. */
const SOURCES: Readonly<Record<string, string>> = {
  monitoring: "cloudwatch|cloud watch|cloudwatch metrics|cloudwatch alarms",
  logs: "cloudwatch logs|cloudwatchlogs|cloud watch logs|cwl",
  events: "eventbridge|event bridge|cloudwatch events|cwe",
  scheduler: "eventbridge scheduler",
  securityhub: "security hub|sec hub",
  elasticloadbalancing: "elb|elbv2|alb|nlb|elastic load balancing|load balancing|load balancer|load balancers",
  states: "step functions|stepfunctions|step function|sfn",
  signin: "sign-in|sign in|console sign-in|aws sign-in|console",
  secretsmanager: "secrets manager|secret manager|secrets-manager",
  ssm: "systems manager|parameter store|session manager|ssm parameters",
  elasticfilesystem: "efs|elastic file system",
  elasticmapreduce: "emr|elastic map reduce|elastic mapreduce",
  sso: "identity center|identity centre|iam identity center|aws sso|single sign-on",
  "sso-directory": "sso directory",
  email: "ses|simple email service",
  "cognito-idp": "cognito|cognito user pools|cognito idp",
  "cognito-identity": "cognito identity|cognito identity pools",
  "application-autoscaling": "application auto scaling|application autoscaling",
  autoscaling: "auto scaling|auto-scaling|asg",
  apigateway: "api gateway|api-gateway|apigw|apigatewayv2",
  config: "aws config",
  kms: "key management service|aws kms",
  acm: "certificate manager|certificates manager",
  "acm-pca": "private ca|acm pca|pca",
  cloudtrail: "cloud trail",
  cloudformation: "cloud formation|cfn",
  cloudfront: "cloud front",
  route53: "route 53|dns|r53",
  route53domains: "route 53 domains|domains",
  route53resolver: "route 53 resolver|resolver",
  guardduty: "guard duty",
  inspector2: "inspector",
  macie2: "macie",
  "access-analyzer": "access analyzer|accessanalyzer|iam access analyzer",
  detective: "amazon detective",
  "network-firewall": "network firewall",
  wafv2: "waf",
  shield: "aws shield",
  firehose: "kinesis firehose|data firehose",
  kinesisanalytics: "kinesis analytics|kinesis data analytics",
  kafka: "msk|managed kafka",
  es: "opensearch|open search|elasticsearch|elastic search",
  aoss: "opensearch serverless",
  "redshift-data": "redshift data|redshift data api",
  "rds-data": "rds data api|rds data",
  rds: "aurora|relational database service|docdb|documentdb|neptune",
  dynamodb: "dynamo|dynamo db|ddb",
  ecs: "fargate|elastic container service",
  ecr: "container registry|elastic container registry",
  "ecr-public": "ecr public",
  eks: "kubernetes|k8s|elastic kubernetes service",
  ec2: "vpc|ebs|elastic compute cloud",
  s3: "simple storage service|s3control|s3 control",
  "s3-outposts": "s3 outposts",
  sts: "security token service",
  iam: "identity and access management|identity access management|identity management|access management",
  elasticbeanstalk: "beanstalk|elastic beanstalk",
  codebuild: "code build",
  codecommit: "code commit",
  codedeploy: "code deploy",
  codepipeline: "code pipeline",
  codeartifact: "code artifact",
  "codestar-connections": "codestar connections|code connections",
  lambda: "aws lambda",
  organizations: "orgs|organisations|aws organizations",
  ram: "resource access manager",
  "resource-groups": "resource groups",
  tagging: "resource tagging|tag editor",
  servicecatalog: "service catalog",
  controltower: "control tower",
  servicequotas: "service quotas|quotas",
  support: "aws support|support center",
  trustedadvisor: "trusted advisor",
  health: "aws health",
  ce: "cost explorer",
  sagemaker: "sage maker",
  bedrock: "amazon bedrock",
  athena: "amazon athena",
  lakeformation: "lake formation",
  quicksight: "quick sight",
  dms: "database migration service",
  ds: "directory service|directory services",
  directconnect: "direct connect|dx",
  globalaccelerator: "global accelerator",
  transfer: "transfer family|sftp",
  rolesanywhere: "roles anywhere|iam roles anywhere",
  airflow: "mwaa|managed airflow",
  aps: "managed prometheus|amp",
  grafana: "managed grafana",
  mq: "amazon mq",
  discovery: "application discovery",
  amplify: "amplify hosting",
  apprunner: "app runner",
  cur: "cost and usage reports",
};

const BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(SOURCES).flatMap(([source, names]) => names.split("|").map((name) => [name, source] as const)),
);

/** Services whose event source begins with the very word that people use. */
const PLAIN =
  "appconfig appflow appmesh appsync backup batch bedrock budgets cloud9 cloudhsm cloudsearch connect databrew dataexchange " +
  "datasync devicefarm dlm elasticache fis fms forecast fsx gamelift glacier glue greengrass guardduty imagebuilder " +
  "inspector iot kendra keyspaces kinesis lambda lightsail location mediaconvert memorydb mgn opsworks outposts personalize " +
  "pinpoint pipes polly qldb redshift rekognition rds s3 ec2 iam sts kms sns sqs ssm sso swf synthetics textract timestream " +
  "transcribe translate verifiedpermissions waf wellarchitected workmail workspaces xray";

/**
 * Every name of a service that the reader knows, in lower case, with single spaces; other words may be services too.
 */
export const SERVICE_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(SOURCES),
  ...BY_NAME.keys(),
  ...PLAIN.split(" "),
]);

/**
 * The `eventSource` of a service as people name it: "s3" gives "s3.amazonaws.com", "security hub" gives
 * "securityhub.amazonaws.com". An event source stays as it is. A word that is not known is taken as the source's own name.
 */
export function eventSourceOf(service: string): string {
  const name = service.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (/\.(?:amazonaws\.com(?:\.cn)?|aws\.internal)$/.test(name)) return name;
  const bare = name.replace(/^(?:aws|amazon) (?=.)/, "");
  const source = BY_NAME.get(name) ?? BY_NAME.get(bare) ?? bare.replaceAll(" ", "");
  return `${source}.amazonaws.com`;
}

/** Names of services that are ordinary words too: only "service" before them, or a value given by name, makes them one. */
export const ORDINARY_SERVICE_NAMES: ReadonlySet<string> = new Set(
  (
    "events|logs|health|support|connect|location|batch|backup|transfer|email|states|discovery|monitoring|tagging|domains|resolver|" +
    "quotas|sign-in|sign in|console|signin|dns|vpc|ebs|scheduler|load balancer|load balancers|load balancing|alb|nlb|elb|ds|dx|es|ce|mq|amp|" +
    "ram|forecast|personalize|translate|config|asg|transcribe|shield|detective|amplify|pca|cur|orgs|pipes|aps|" +
    "step function|stepfunction|ssm parameters|cloudwatch alarms|cloudwatch metrics|cloudwatch logs|private ca|sftp|sso directory"
  ).split("|"),
);
