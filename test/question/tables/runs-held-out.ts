/** As \`RUNS_TUNED\`; written before, and read for the first time after, the reader was tuned on the others. */
export const RUNS_HELD_OUT = `
who has been editing sg-1a2b3c4d since yesterday => who-changed resource=sg-1a2b3c4d
sg-1a2b3c4d who changed => who-changed resource=sg-1a2b3c4d
need to know who modified rtb-9f8e7d6c last night => who-changed resource=rtb-9f8e7d6c
who fiddled with subnet-9f8e7d6c on thursday? => who-changed resource=subnet-9f8e7d6c
was vpc-9f8e7d6c modified yesterday and by whom => who-changed resource=vpc-9f8e7d6c
Modifications to acl-9f8e7d6c last 5 days => who-changed resource=acl-9f8e7d6c
can u tell me who made changes to sg-1a2b3c4d pls => who-changed resource=sg-1a2b3c4d
who made changes on sg-1a2b3c4d at 3am => who-changed resource=sg-1a2b3c4d
who updated the lambda april-invoices this week => who-changed resource=april-invoices
who reconfigured the queue sunday-orders yesterday => who-changed resource=sunday-orders
whoever changed sg-1a2b3c4d last week, who was it => who-changed resource=sg-1a2b3c4d
someone changed sg-1a2b3c4d today, who? => who-changed resource=sg-1a2b3c4d
who touched the security group sg-1a2b3c4d between 10 and 11:30 => who-changed resource=sg-1a2b3c4d
which user modified sg-1a2b3c4d yesterday => who-changed resource=sg-1a2b3c4d
who altered bucket march-madness since 2026-11-18 => who-changed resource=march-madness
\`sg-1a2b3c4d\` who modified this 2h ago => who-changed resource=sg-1a2b3c4d
who changed <https://console.aws.amazon.com/x|sg-1a2b3c4d> today => who-changed resource=sg-1a2b3c4d
who modifyed sg-1a2b3c4d => who-changed resource=sg-1a2b3c4d
who edted the route table rtb-9f8e7d6c => who-changed resource=rtb-9f8e7d6c
who amended the config of function today-lambda yesterday => who-changed resource=today-lambda
last change to sg-1a2b3c4d => who-changed resource=sg-1a2b3c4d
the latest changes to i-0fedcba9876543210 please => who-changed resource=i-0fedcba9876543210
who rebooted i-0fedcba9876543210 this morning => who-changed resource=i-0fedcba9876543210
who attached vol-9f8e7d6c yesterday => who-changed resource=vol-9f8e7d6c
sg-1a2b3c4d modified by who last 12h => who-changed resource=sg-1a2b3c4d
who has changed the instance i-0fedcba9876543210 in eu-central-1 => who-changed resource=i-0fedcba9876543210 region=eu-central-1
who changed dynamodb table q4-report last month => who-changed resource=q4-report
who changed secret prod/db/password yesterday => who-changed resource=prod/db/password
who changed alias/payroll last week => who-changed resource=alias/payroll
/trail who-changed sg-1a2b3c4d yesterday => who-changed resource=sg-1a2b3c4d
/trail who-changed bucket last-week-backups last 3d => who-changed resource=last-week-backups
<@U0TRAIL01> who-changed i-0fedcba9876543210 => who-changed resource=i-0fedcba9876543210
who generated sg-1a2b3c4d => who-created resource=sg-1a2b3c4d
who was it that created vol-9f8e7d6c last month => who-created resource=vol-9f8e7d6c
i-0fedcba9876543210 was launched by whom yesterday => who-created resource=i-0fedcba9876543210
who opened nat-9f8e7d6c on tuesday => who-created resource=nat-9f8e7d6c
creation of snap-9f8e7d6c last week => who-created resource=snap-9f8e7d6c
who brought up i-0fedcba9876543210 last night => who-created resource=i-0fedcba9876543210
do you know who created the user june last week => who-created resource=june
who created the function second-thursday-report => who-created resource=second-thursday-report
who created ami-0a1b2c3d4e5f yesterday => who-created resource=ami-0a1b2c3d4e5f
who creatd the bucket february-exports => who-created resource=february-exports
when did someone create subnet-9f8e7d6c => who-created resource=subnet-9f8e7d6c
who allocated eipalloc-9f8e7d6c today => who-created resource=eipalloc-9f8e7d6c
who fired up i-0fedcba9876543210 => who-created resource=i-0fedcba9876543210
"orders-db-1" was created by whom last quarter => who-created resource=orders-db-1
/trail who-created role noon-cron last month => who-created resource=noon-cron
what has happened to sg-1a2b3c4d today => resource-history resource=sg-1a2b3c4d
sg-1a2b3c4d what happened yesterday => resource-history resource=sg-1a2b3c4d
whats going on with i-0fedcba9876543210 => resource-history resource=i-0fedcba9876543210
what went on with rtb-9f8e7d6c last night => resource-history resource=rtb-9f8e7d6c
full history of vol-9f8e7d6c this year => resource-history resource=vol-9f8e7d6c
i-0fedcba9876543210 timeline last 3 days => resource-history resource=i-0fedcba9876543210
give me the audit trail for bucket last-week-backups this month => resource-history resource=last-week-backups
show everything that happened to sg-1a2b3c4d last week => resource-history resource=sg-1a2b3c4d
what has been done to sg-1a2b3c4d last month, reads too :eyes: => resource-history resource=sg-1a2b3c4d
any activity on vpc-9f8e7d6c since 9am => resource-history resource=vpc-9f8e7d6c
what occurred on i-0fedcba9876543210 around midnight => resource-history resource=i-0fedcba9876543210
events on the queue friday-jobs yesterday => resource-history resource=friday-jobs
what happened with the rds instance orders-db-1 this morning => resource-history resource=orders-db-1
list all events on eni-9f8e7d6c last 24 hours => resource-history resource=eni-9f8e7d6c
what was done with vol-9f8e7d6c yesterday => resource-history resource=vol-9f8e7d6c
what did erin do last 6 hours => user-activity user=erin
did erin do anything last 6 hours => user-activity user=erin
erin activity yesterday => user-activity user=erin
erin's actions this week => user-activity user=erin
activities of deploy-bot since monday => user-activity user=deploy-bot
what has deploy-bot done in the last 20 min => user-activity user=deploy-bot
tell me what erin did on friday evening => user-activity user=erin
which actions did erin perform yesterday => user-activity user=erin
show all actions performed by erin@example.com last 2 days => user-activity user=erin@example.com
everything user april did in march => user-activity user=april
anything done by heidi in us-west-2 yesterday => user-activity user=heidi region=us-west-2
what was heidi doing between 14:00 and 15:00 => user-activity user=heidi
what did HEIDI do today => user-activity user=HEIDI
what is heidi up to this morning => user-activity user=heidi
requests by deploy-bot last 30m => user-activity user=deploy-bot
calls from heidi in staging today => user-activity user=heidi account=444455556666
activity for user wed last 3 days => user-activity user=wed
what did user "march" do this week => user-activity user=march
what did sun do last night => user-activity user=sun
heidi did what on monday => user-activity user=heidi
what's everything heidi did today => user-activity user=heidi
what did heidi modify yesterday => user-activity user=heidi
which changes were made by heidi last night => user-activity user=heidi
all changes from deploy-bot this week => user-activity user=deploy-bot
what did the user heidi do yesterday => user-activity user=heidi
activity of iam user heidi last month => user-activity user=heidi
what did autoscaling.amazonaws.com do overnight => user-activity user=autoscaling.amazonaws.com
:wave: hey <@U0TRAIL01> what did heidi do yesterday? thanks => user-activity user=heidi
*what did heidi do yesterday* => user-activity user=heidi
top 20 events by heidi => user-activity user=heidi
what did heidi do including failed attempts => user-activity user=heidi
what has ci-bot been up to lately => user-activity user=ci-bot
user-activity heidi 12h => user-activity user=heidi
user-activity friday@corp.com last 2 days => user-activity user=friday@corp.com
what did <@U02ABCD34> do on tuesday => user-activity user=@U02ABCD34
ASIAQWERTYUIOPASDFG1 yesterday => access-key-activity accessKeyId=ASIAQWERTYUIOPASDFG1
access key AKIAI44QH8DHBEXAMPLE last 2 days => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
what has AKIAI44QH8DHBEXAMPLE been doing => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
activity for AKIAI44QH8DHBEXAMPLE since monday => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
AKIAI44QH8DHBEXAMPLE activity => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
calls by access key \`AKIAI44QH8DHBEXAMPLE\` this week => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
was AKIAI44QH8DHBEXAMPLE used last night => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
usage of key AKIAI44QH8DHBEXAMPLE last month => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
what did someone do with AKIAI44QH8DHBEXAMPLE today => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
show everything AKIAI44QH8DHBEXAMPLE did => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
who logged into the console on monday => console-logins
did heidi sign in this morning => console-logins user=heidi
has heidi signed in today => console-logins user=heidi
has heidi logged on since monday => console-logins user=heidi
heidi's logins last month => console-logins user=heidi
when did heidi last log in => console-logins user=heidi
console sign-ins from 203.0.113.7 today => console-logins ip=203.0.113.7
list all console logins in the last week => console-logins
who was signing in between 1am and 3am => console-logins
console login yesterday => console-logins
who has been logging in last night => console-logins
login history of user heidi => console-logins user=heidi
any console access by heidi today => console-logins user=heidi
who accessed the console yesterday => console-logins
who signd in today => console-logins
show me sign ins for april since monday => console-logins user=april
logins by root this year => console-logins user=root
who signed on to the aws console over the weekend => console-logins
/trail console-logins last 2 days => console-logins
did anyone log in from 198.51.100.0/24 yesterday => console-logins ip=198.51.100.0/24
failed sign-ins yesterday => failed-logins
heidi failed logins today => failed-logins user=heidi
failed logins by heidi => failed-logins user=heidi
failed logins from 198.51.100.77 last 2h => failed-logins ip=198.51.100.77
who had failed console logins this week => failed-logins
did anyone fail to log in last night => failed-logins
login failures => failed-logins
console login errors today => failed-logins
logins that failed yesterday => failed-logins
logins which did not succeed since monday => failed-logins
who was unable to sign in today => failed-logins
who can't log in? which logins failed this morning => failed-logins
unsuccessful console sign ins of user sun this week => failed-logins user=sun
failed loggins yesterday => failed-logins
any brute force attempts last night => failed-logins
password failures for heidi => failed-logins user=heidi
show failed root logins this month => failed-logins user=root
/trail failed-logins heidi last 7 days => failed-logins user=heidi
has anybody used the root account this month => root-activity
root account activity yesterday => root-activity
root user activity last 90 days => root-activity
what has root been doing => root-activity
any actions by root last week => root-activity
was root used in prod today => root-activity account=111122223333
show root events since january => root-activity
who used root last night => root-activity
root usage => root-activity
did root do anything today => root-activity
is there any root activity today => root-activity
show me access denied errors for heidi today => access-denied user=heidi
which requests were denied yesterday => access-denied
denials last hour => access-denied
what was refused for ci-bot last night => access-denied user=ci-bot
who got denied on sqs this week => access-denied service=sqs
denied calls in s3 by role ci-deploy => access-denied service=s3 role=ci-deploy
Client.UnauthorizedOperation in ec2 yesterday => access-denied service=ec2
AccessDeniedException for heidi last 3 days => access-denied user=heidi
heidi access denied today => access-denied user=heidi
not authorized errors yesterday => access-denied
requests denied to 203.0.113.9 today => access-denied ip=203.0.113.9
api calls that were refused this morning => access-denied
permission denied for <@U02ABCD34> yesterday => access-denied user=@U02ABCD34
who lacked permissions last night => access-denied
aceess denied on lambda today => access-denied service=lambda
/trail access-denied role=ci-deploy last 3 days => access-denied role=ci-deploy
who modified security groups this week => security-group-changes
security groups changed last night => security-group-changes
security-group changes last 24h => security-group-changes
any security group modifications by heidi yesterday => security-group-changes user=heidi
which firewall rules changed today => security-group-changes
sg rule changes since monday => security-group-changes
changes in security groups in eu-west-1 this morning => security-group-changes region=eu-west-1
did somebody touch our security groups last night => security-group-changes
what did heidi change in security groups last week => security-group-changes user=heidi
firewall changes on friday => security-group-changes
who added security group rules today => security-group-changes
new ip addresses for heidi last week => new-ips user=heidi
new source ips => new-ips
unknown ips this week => new-ips
unfamiliar source addresses today => new-ips
show ips that we have not seen before => new-ips
did ci-bot come from a new ip yesterday => new-ips user=ci-bot
has heidi used new addresses this month => new-ips user=heidi
first time ips since monday => new-ips
who makes most api calls today => top-callers
top users last 24 hours => top-callers
most active principals this week => top-callers
heaviest api users in prod yesterday => top-callers account=111122223333
who is calling dynamodb the most today => top-callers service=dynamodb
top 5 callers of DescribeInstances yesterday => top-callers action=DescribeInstances
who's the noisiest caller this morning => top-callers
who used s3 the most last week => top-callers service=s3
what changed today => what-changed
what was changed in prod between 2 and 4pm => what-changed account=111122223333
show me all changes last 30 minutes => what-changed
what got modified last night in eu-central-1 => what-changed region=eu-central-1
changes in lambda since yesterday => what-changed service=lambda
what has changed in ecs this morning => what-changed service=ecs
did someone change anything in staging today => what-changed account=444455556666
whats changed in the last hour => what-changed
all modifications yesterday => what-changed
/trail what-changed s3 last 2 hours => what-changed service=s3
/trail help => help
hey <@U0TRAIL01> help => help
What can I ask you? => help
who removed bucket last-week-backups yesterday => who-deleted resource=last-week-backups
i-0abc123def4567890 got terminated yesterday around, by whom :eyes: => who-deleted resource=i-0abc123def4567890
who killed i-0abc123def4567890 => who-deleted resource=i-0abc123def4567890
what did role ci-deploy do yesterday => role-activity role=ci-deploy
role ci-deploy activity last week => role-activity role=ci-deploy
what did AdminRole do => role-activity role=AdminRole
what came from 198.51.100.23 yesterday => ip-activity ip=198.51.100.23
calls from 10.2.17.16 today => ip-activity ip=10.2.17.16
who downloaded from bucket today-reports => bucket-access bucket=today-reports
anonymous s3 requests => anonymous-s3
unusual activity of alice => unusual-volume user=alice
new actions by alice => new-actions user=alice
what did alice do that she never did before => new-actions user=alice
least privilege for role ec2-app => least-privilege role=ec2-app
who switched to AdminRole => assumed-role role=AdminRole
calls from other accounts => cross-account
who changed iam policies yesterday => iam-changes
new users this week => iam-changes
who created access keys today => iam-changes
who deleted things yesterday => who-deleted
throttled calls last hour => throttling
what was deployed today => deployments
dns changes yesterday => dns-changes
database changes today => database-changes
what's the most common error today => top-errors
who opened port 22 => opened-to-world port=22
logins without a second factor => logins-without-mfa
changes to route tables today => network-changes
who disabled guardduty => trail-tampering
who read secret prod/db/password yesterday => secret-access secret=prod/db/password
who decrypted with alias/payroll => key-usage keyId=alias/payroll
did anybody mess with the config of sg-0c0ffee1234567890 last night? need a name => who-changed resource=sg-0c0ffee1234567890
Who was it that updated stack march-madness-prod on nov 11 => who-changed resource=march-madness-prod
name of the person that altered network acl acl-04f3e2d1c0b9a8877 in eu-north-1 past 90 minutes => who-changed resource=acl-04f3e2d1c0b9a8877 region=eu-north-1
/trail who-changed user august last month => who-changed resource=august
changes to i-05a4b3c2d1e0f9a8b were made 40 mins ago, who made them => who-changed resource=i-05a4b3c2d1e0f9a8b
"topic-may-orders" (sns topic) modified by? from yesterday noon to now => who-changed resource=topic-may-orders
who reconfigured \`ecs-svc-checkout\` :fire: since 02:30 => who-changed resource=ecs-svc-checkout
i-0aaa0bbb0ccc0ddd1: whats been going on with it between 03:00 and 03:40 => resource-history resource=i-0aaa0bbb0ccc0ddd1
/trail resource-history queue-yesterday 3d => resource-history resource=queue-yesterday
whole audit history of ecr repository base-images, past 2 weeks => resource-history resource=base-images
which engineer set up the eks cluster sandbox-7 this month => who-created resource=sandbox-7
/trail who-created sg-20260216 in 2026 => who-created resource=sg-20260216
who nuked the table session-store an hour ago => who-deleted resource=session-store
deletion of log group /ecs/noon-worker, which principal, since 6am => who-deleted resource=/ecs/noon-worker
/trail who-deleted i-07777aaaa8888bbbb now-2d => who-deleted resource=i-07777aaaa8888bbbb
has anyone removed iam user sun during october => who-deleted resource=sun
pls who delet the queue “billing-retry” the day before yesterday => who-deleted resource=billing-retry
Lambda Sunday-Report Was Deleted Over The Weekend. Who Is Responsible? => who-deleted resource=Sunday-Report
erin's activity, yesterday evening => user-activity user=erin
did april make any api calls in april => user-activity user=april
/trail user-activity lambda.amazonaws.com 30m => user-activity user=lambda.amazonaws.com
what’s <@U02ABCD34> been doing in aws since 12:00 => user-activity user=@U02ABCD34
list of api calls of terraform-cloud user last 45 minutes => user-activity user=terraform-cloud
User sun. What he did. Yesterday. => user-activity user=sun
wat did priya do in ap-south-1 last week pls => user-activity user=priya region=ap-south-1
/trail role-activity arn:aws:iam::111122223333:role/vendor-sync 2026-11-17 => role-activity role=arn:aws:iam::111122223333:role/vendor-sync
somebody in the *PowerUser* role did what exactly between 1am and 2am? => role-activity role=PowerUser
actions under the role “sunday-rotation” in us-west-2, last 10 days => role-activity role=sunday-rotation region=us-west-2
can you list what lambda-exec role has done since <!date^1795118400^{date_short}|nov 19> => role-activity role=lambda-exec
AKIAQWERTY2345UIOPAS 48h => access-key-activity accessKeyId=AKIAQWERTY2345UIOPAS
leaked key!! AKIAXYZ7654MNOPQRST2 what has it been used for since yesterday 21:00 => access-key-activity accessKeyId=AKIAXYZ7654MNOPQRST2
/trail access-key-activity AKIAQWERTY2345UIOPAS last quarter => access-key-activity accessKeyId=AKIAQWERTY2345UIOPAS
activity by key “AKIA3333BBBB5555CCCC” in account 444455556666 on Nov 9 => access-key-activity accessKeyId=AKIA3333BBBB5555CCCC account=444455556666
did AKIAMNBVCXZLKJHG2345 call anything in the past two months => access-key-activity accessKeyId=AKIAMNBVCXZLKJHG2345
<@U0TRAIL01> 203.0.113.199 - everything we have on it since sunday => ip-activity ip=203.0.113.199
who or what is calling us from 198.51.100.150 in the last hour => ip-activity ip=198.51.100.150
did any traffic, I mean api calls, come in from ip address 192.0.2.33 in october? => ip-activity ip=192.0.2.33
/trail ip-activity 2001:db8::1f 2h30m => ip-activity ip=2001:db8::1f
Activity of source IP \`172.16.40.12\` in ca-central-1, yesterday => ip-activity ip=172.16.40.12 region=ca-central-1
hey <@U0TRAIL01> errors anyone? i mean api calls with an error code, past 15 minutes => failed-calls
glue requests that failed, saturday to sunday => failed-calls service=glue
role backup-runner - all failing calls overnight => failed-calls role=backup-runner
/trail failed-calls 198.51.100.150 today => failed-calls ip=198.51.100.150
Which API calls were not successful in eu-west-2 on the 17th? => failed-calls region=eu-west-2
our pipeline user ci-bot has error errror error on cloudformation calls since midnight, list them => failed-calls user=ci-bot service=cloudformation
<@U0TRAIL01> who is being denied stuff in account 111122223333 today => access-denied account=111122223333
AccessDenied erros for user m.garcia, wednesday => access-denied user=m.garcia
all secretsmanager requests refused due to insufficient permissions, last 36 hours => access-denied service=secretsmanager
/trail access-denied 192.0.2.33 this week => access-denied ip=192.0.2.33
did the role vendor-sync hit any permission denials this month so far => access-denied role=vendor-sync
forbidden calls by sun, last month => access-denied user=sun
anyone in the console last night between 11pm and 4am? just the logins => console-logins
logins of m.garcia to the management console, last 2 weeks => console-logins user=m.garcia
when has user may signed in this week => console-logins user=may
/trail console-logins 198.51.100.150 yesterday => console-logins ip=198.51.100.150
I would like to see who did login in AWS console at 07:30 today => console-logins
bad password attempts  on the console, 10 Nov to 14 Nov => failed-logins
were there unsuccessful logins of user temp-admin last week => failed-logins user=temp-admin
/trail failed-logins m.garcia 14d => failed-logins user=m.garcia
console login failures coming out of 192.0.2.33 in the previous 3 hours => failed-logins ip=192.0.2.33
root could not log in, how many failed sign-ins this month => failed-logins user=root
mfa was not used at login by whom this quarter => logins-without-mfa
did temp-admin get into the console without MFA on sunday => logins-without-mfa user=temp-admin
password-only logins to the console in account 123456789012 last 7 days => logins-without-mfa account=123456789012
<@U0TRAIL01> root user activity since jan 1 => root-activity
/trail root-activity 444455556666 last 12 months => root-activity account=444455556666
calls made as root over the weekend, if any => root-activity
who's been fiddling with iam since yesterday noon => iam-changes
<@U0TRAIL01> all modifications to users, groups, roles and policies on Nov 3 => iam-changes
m.garcia's iam changes over the past 10 days => iam-changes user=m.garcia
was any iam policy updated or detached in account 111122223333 this morning => iam-changes account=111122223333
modifications to security groups by terraform-cloud this week => security-group-changes user=terraform-cloud
/trail security-group-changes erin yesterday => security-group-changes user=erin
show all the SGs that were edited between 16:00 and 17:30 on monday => security-group-changes
anything modified in our vpcs, peerings, transit gateways since yesterday? => network-changes
new internet gateways or subnets in eu-south-1 this month => network-changes region=eu-south-1
/trail network-changes last sunday => network-changes
who is doing changes on network ACL's and NAT gateways, last 4 days => network-changes
someone made bucket april-fools public, who changed its acl or policy since thursday => bucket-policy-changes bucket=april-fools
/trail bucket-policy-changes s3://landing-zone-logs yesterday => bucket-policy-changes bucket=landing-zone-logs
public access block switched off anywhere last weekend => bucket-policy-changes
who pulled files out of sunday-dumps bucket overnight => bucket-access bucket=sunday-dumps
<@U0TRAIL01> object level access to s3://hr-contracts for the last 30 days => bucket-access bucket=hr-contracts
/trail bucket-access arn:aws:s3:::hr-contracts this week => bucket-access bucket=arn:aws:s3:::hr-contracts
I want the list of people reading the bucket named “last-quarter-finance” last quarter => bucket-access bucket=last-quarter-finance
any anonymous GETs on bucket april-fools since saturday => anonymous-s3 bucket=april-fools
/trail anonymous-s3 yesterday => anonymous-s3
rank principals by call count on secretsmanager for this month => top-callers service=secretsmanager
top talkers in account 123456789012, last hour => top-callers account=123456789012
/trail top-callers glue last 24 hours => top-callers service=glue
error ranking, kms, this week => top-errors service=kms
/trail top-errors sqs last 3 hours => top-errors service=sqs
Top ten API errors since monday? => top-errors
leaderboard of error codes in us-west-1 yesterday => top-errors region=us-west-1
<@U0TRAIL01> how many api calls in total last week => event-counts
count the ListBuckets events since wednesday => event-counts action=ListBuckets
number of events in eu-west-3 per hour, yesterday => event-counts region=eu-west-3
*which* addresses showed up this week that we have not seen earlier => new-ips
has m.garcia got new source ips in the last 72 hours => new-ips user=m.garcia
unknown up to now IPs, used by user sun, since nov 1 => new-ips user=sun
/trail new-ips yesterday => new-ips
first seen IP addresses last night :mag: => new-ips
is terraform-cloud calling from an ip it never used before, today => new-ips user=terraform-cloud
does ci-bot make unusually many api calls this week => unusual-volume user=ci-bot
/trail unusual-volume terraform-cloud 12h => unusual-volume user=terraform-cloud
<@U0TRAIL01> were there calls from outside accounts last 10 days => cross-account
list foreign-account access since tuesday => cross-account
/trail cross-account yesterday => cross-account
cross-account activity coming from account number 555566667777 this week => cross-account account=555566667777
did anyone assume arn:aws:iam::123456789012:role/BreakGlass around 3:40am => assumed-role role=arn:aws:iam::123456789012:role/BreakGlass
/trail assumed-role PowerUser 6h => assumed-role role=PowerUser
what roles were assumed out of 198.51.100.150 last week => assumed-role ip=198.51.100.150
persons who took on the role april-batch, from ip 203.0.113.199, yesterday => assumed-role role=april-batch ip=203.0.113.199
m.garcia's instance launches in november => instance-launches user=m.garcia
/trail instance-launches ap-northeast-2 7d => instance-launches region=ap-northeast-2
servers brought up by user terraform-cloud on ec2 the day before yesterday => instance-launches user=terraform-cloud
alias/sunday-archive: who did encrypt or decrypt with this key since nov 8 => key-usage keyId=alias/sunday-archive
is anybody still using kms key 9f8e7d6c-5b4a-4392-8171-605f4e3d2c1b, last 90 days => key-usage keyId=9f8e7d6c-5b4a-4392-8171-605f4e3d2c1b
decrypt calls against arn:aws:kms:eu-west-1:111122223333:key/aabbccdd-1122-4433-8844-556677889900 yesterday => key-usage keyId=arn:aws:kms:eu-west-1:111122223333:key/aabbccdd-1122-4433-8844-556677889900
/trail key-usage mrk-0f0e0d0c0b0a09080706050403020100 today => key-usage keyId=mrk-0f0e0d0c0b0a09080706050403020100
key usage for “alias/hr” in eu-central-1 last week => key-usage keyId=alias/hr region=eu-central-1
has somebody fetched march/api-key secret since noon => secret-access secret=march/api-key
m.garcia reading secrets - anything in the past 5 days? => secret-access user=m.garcia
reads of ssm parameter /billing/db/pass on 18 Nov => secret-access secret=/billing/db/pass
/trail secret-access last 8 hours => secret-access
someone paused cloudtrail around 2am :scream: who => trail-tampering
/trail trail-tampering mgmt-trail last week => trail-tampering resource=mgmt-trail
temp-admin: any tampering with trails or guardduty detectors, past 3 days => trail-tampering user=temp-admin
were detectors or trails disabled in eu-north-1 in October => trail-tampering region=eu-north-1
new actions for the role vendor-sync since nov 9 => new-actions role=vendor-sync
/trail new-actions m.garcia last 3 days => new-actions user=m.garcia
Which never seen before actions were there from user ci-bot on Nov 17? => new-actions user=ci-bot
actions actually used by role sunday-rotation in the past 6 months => least-privilege role=sunday-rotation
/trail least-privilege lambda-exec => least-privilege role=lambda-exec
lest privilege of role “backup-runner”, last 45 days => least-privilege role=backup-runner
changes overview, cloudfront, since yesterday 15:00 => what-changed service=cloudfront
/trail what-changed ap-south-1 6h => what-changed region=ap-south-1
which things got changed across all accounts between 2am and 2:30am => what-changed
did we open anything to everyone since wednesday => opened-to-world
/trail opened-to-world 0.0.0.0/0 last 3 days => opened-to-world cidr=0.0.0.0/0
<@U0TRAIL01> which ports were opened to the whole world last weekend => opened-to-world
/trail instance-exposure i-0e1e2e3e4e5e6e7e8 3d => instance-exposure resource=i-0e1e2e3e4e5e6e7e8
changes around the instance i-07777aaaa8888bbbb and its security groups since nov 14 => instance-exposure resource=i-07777aaaa8888bbbb
instance exposure: i-0aaa0bbb0ccc0ddd1, last night => instance-exposure resource=i-0aaa0bbb0ccc0ddd1
What did change about i-0fedcba9876543210 itself, its network interfaces or its groups on wednesday => instance-exposure resource=i-0fedcba9876543210
was i-0a0b0c0d0e0f01020 exposed by some change around it yesterday evening => instance-exposure resource=i-0a0b0c0d0e0f01020
who changed stuff manually since 20:00 => manual-changes
/trail manual-changes lambda 14d => manual-changes service=lambda
erin's hand-made changes this week => manual-changes user=erin
Did somebody change ec2 by hand on Sunday? => manual-changes service=ec2
/trail privilege-escalation ci-bot yesterday => privilege-escalation user=ci-bot
show me all escalations of privileges in last quarter => privilege-escalation
passwords and mfa devices changed since sunday => credential-changes
m.garcia's mfa device was removed - when, by whom, last 2 weeks => credential-changes user=m.garcia
/trail credential-changes last 24h => credential-changes
any console password resets on Nov 6 => credential-changes
which users had their credentials changed in account 111122223333 this month => credential-changes account=111122223333
trust relationship of role vendor-sync got edited, by whom, this week => trust-changes role=vendor-sync
/trail trust-changes 90d => trust-changes
identity providers created or updated in the last 60 days => trust-changes
has the assume role policy of sunday-rotation role been rewritten yesterday => trust-changes role=sunday-rotation
any organization changes, like invited accounts, in october => trust-changes
/trail bucket-protection-changes hr-contracts 30d => bucket-protection-changes bucket=hr-contracts
AMIs shared publicly since august => made-public
ami-0fedcba9876543210 was shared with everyone, by whom, on the 12th => made-public resource=ami-0fedcba9876543210
/trail made-public yesterday => made-public
queue billing-retry made public - when and who, past 3 days => made-public resource=billing-retry
who edited dns since 22:00 yesterday => dns-changes
/trail dns-changes Z0987ZYXWVUTSRQPONML this month => dns-changes resource=Z0987ZYXWVUTSRQPONML
<@U0TRAIL01> dns record updates for shop.example.net between 5 and 6am => dns-changes resource=shop.example.net
hosted zones created or deleted this week => dns-changes
DNS history of changes: mail.acme.io, october => dns-changes resource=mail.acme.io
did someone alter our load balancers overnight => load-balancer-changes
/trail load-balancer-changes 2d => load-balancer-changes
listeners added to elb's in ap-southeast-2 on nov 18 => load-balancer-changes region=ap-southeast-2
/trail database-changes ledger-aurora this week => database-changes resource=ledger-aurora
what db modifications happened in us-east-2 around noon yesterday => database-changes region=us-east-2
database changes of may-warehouse, this month so far => database-changes resource=may-warehouse
DID ANYONE DEPLOY in the last 20 minutes => deployments
lambda rollouts since 9am => deployments service=lambda
/trail deployments checkout-api yesterday => deployments resource=checkout-api
deployment history of pipeline sunday-release, last month => deployments resource=sunday-release
has a kms key been scheduled for deletion since oct 1 => key-changes
kms key alias/sunday-archive disabled? by whom, last 48 hours => key-changes keyId=alias/sunday-archive
/trail key-changes yesterday => key-changes
key policy or rotation changes on our kms keys in september => key-changes
KMS key changes for 9f8e7d6c-5b4a-4392-8171-605f4e3d2c1b this month => key-changes keyId=9f8e7d6c-5b4a-4392-8171-605f4e3d2c1b
which kms keys got disabled or pending deletion in eu-central-1 last week => key-changes region=eu-central-1
tag changes for i-05a4b3c2d1e0f9a8b since yesterday => tag-history resource=i-05a4b3c2d1e0f9a8b
/trail tag-history last 24h => tag-history
was vpc-0aa00bb00cc00dd00 tagged by somebody on nov 13 => tag-history resource=vpc-0aa00bb00cc00dd00
list tagging and untagging in account 555566667777 yesterday => tag-history account=555566667777
AKIAQWERTY2345UIOPAS belongs to who? => whose-key accessKeyId=AKIAQWERTY2345UIOPAS
<@U0TRAIL01> find me the owner of AKIAXYZ7654MNOPQRST2 => whose-key accessKeyId=AKIAXYZ7654MNOPQRST2
/trail whose-key ASIA7HJKL3QWERTYUIO5 => whose-key accessKeyId=ASIA7HJKL3QWERTYUIO5
session trace ASIAQAZ2WSX3EDC4RFV5 last night => session-trace accessKeyId=ASIAQAZ2WSX3EDC4RFV5
/trail session-trace m.garcia 12h => session-trace user=m.garcia
trace all sessions of user temp-admin across roles since nov 18 => session-trace user=temp-admin
i-05a4b3c2d1e0f9a8b: what was done with its role credentials since 23:00 yesterday => instance-credentials resource=i-05a4b3c2d1e0f9a8b
/trail instance-credentials i-0e1e2e3e4e5e6e7e8 last 6 hours => instance-credentials resource=i-0e1e2e3e4e5e6e7e8
did the instance role creds of i-07777aaaa8888bbbb get used outside of it, past 2 days => instance-credentials resource=i-07777aaaa8888bbbb
everything the instance role of i-0aaa0bbb0ccc0ddd1 called on Nov 10 => instance-credentials resource=i-0aaa0bbb0ccc0ddd1
Instance credentials activity for i-0fedcba9876543210 this morning => instance-credentials resource=i-0fedcba9876543210
SSO sign-ins + calls for m.garcia@acme.io since monday => sso-activity user=m.garcia@acme.io
what has the identity center user june done this month => sso-activity user=june
/trail sso-activity erin@corp.com 3d => sso-activity user=erin@corp.com
sso user <mailto:sun@acme.io|sun@acme.io>, activity on nov 12 please => sso-activity user=sun@acme.io
/trail actor-profile role lambda-exec today => actor-profile role=lambda-exec
profile of actor erin => actor-profile user=erin
AWS Support access, last 6 months => provider-access
what have the vendor roles been doing in our accounts this month => provider-access
/trail provider-access 2026-10 => provider-access
out-of-the-ordinary console logins, october => odd-logins
/trail odd-logins m.garcia last month => odd-logins user=m.garcia
anomalous logins for user june, past 10 days => odd-logins user=june
Are there unusual sign-ins in account 123456789012 today? => odd-logins account=123456789012
/trail why-denied role lambda-exec yesterday => why-denied role=lambda-exec
why did dynamodb:PutItem on table game-scores get denied this morning => why-denied action=dynamodb:PutItem resource=game-scores
m.garcia is denied sts:AssumeRole since monday, for what reason => why-denied user=m.garcia action=sts:AssumeRole
what policy is the reason that role backup-runner was denied on vol-0aa11bb22cc33dd44 last night => why-denied role=backup-runner resource=vol-0aa11bb22cc33dd44
why access denied for user sun?? today => why-denied user=sun
who is getting throttled since 4pm => throttling
/trail throttling 6h => throttling
api rate limiting on cloudformation this week? => throttling service=cloudformation
throtled requests last tuesday => throttling
out of capacity errors when launching, us-east-1, yesterday => capacity-failures region=us-east-1
/trail capacity-failures last week => capacity-failures
VcpuLimitExceeded and InsufficientCapacity failures past 2 days => capacity-failures
where in the world are we active - which regions, last 90 days => region-activity
regions &amp; services in use by account 555566667777 this month => region-activity account=555566667777
/trail region-activity 30d => region-activity
do we have any usage in unused regions, list of regions with activity since oct 1 => region-activity
which regions does anyone use? last 2 weeks => region-activity
/trail recon temp-admin yesterday => recon user=temp-admin
has data been exfiltrated since sunday => exfiltration
/trail exfiltration m.garcia 7d => exfiltration user=m.garcia
is temp-admin stealing data, signs of exfiltration on nov 17 => exfiltration user=temp-admin
somebody is wiping everything!! mass deletes since 02:00 => destructive-burst
burst of deletions, by user m.garcia, yesterday afternoon => destructive-burst user=m.garcia
/trail destructive-burst 24h => destructive-burst
any sabotage like actions in november => destructive-burst
cryptomining? last 24 hours => compute-abuse
/trail compute-abuse ci-bot this month => compute-abuse user=ci-bot
did user temp-admin start miners, signs of compute abuse last night => compute-abuse user=temp-admin
check signs of bitcoin mining in eu-north-1, past 4 days => compute-abuse region=eu-north-1
event id: f0e1d2c3-b4a5-4968-8778-695a4b3c2d1e - give me everything in it => event eventId=f0e1d2c3-b4a5-4968-8778-695a4b3c2d1e
/trail event “d4c3b2a1-0f9e-4b8d-a7c6-b5a493827160” => event eventId=d4c3b2a1-0f9e-4b8d-a7c6-b5a493827160
can you pull up the complete record of event 66778899-aabb-4ccd-8eef-001122334455 => event eventId=66778899-aabb-4ccd-8eef-001122334455
raw event abcdef01-2345-4678-89ab-cdef01234567 => event eventId=abcdef01-2345-4678-89ab-cdef01234567
<@U0TRAIL01> what are the newest events => recent
give me the 30 most recent events => recent
/trail recent => recent
recent events of service kms => recent service=kms
/trail coverage => coverage
coverage of logs for account 123456789012 since sept 1 => coverage account=123456789012
/trail ? => help
what kind of things can you tell me => help
<@U0TRAIL01> what do you do => help
which reports do you offer => help
show examples of questions you understand => help
person who changed nacl acl-0f00ba12 on wednesday => who-changed resource=acl-0f00ba12
any idea who tweaked the policy ReadOnlyPlus last 3 days => who-changed resource=ReadOnlyPlus
/trail changed subnet-0aa1bb2c yesterday evening, who => who-changed resource=subnet-0aa1bb2c
who chnaged  sg-5887f224 last 12h => who-changed resource=sg-5887f224
modifications to sg-0badc0de today, who made them => who-changed resource=sg-0badc0de
who made changes to the log group \`/aws/lambda/may-report\` last week => who-changed resource=/aws/lambda/may-report
<@U0TRAIL01> orders-db-1 changed last 2 days by whom => who-changed resource=orders-db-1
all calls against table march-madness-scores last 3 days => resource-history resource=march-madness-scores
what’s been going on with sg-0badc0de today :eyes: => resource-history resource=sg-0badc0de
every event about eni-0d1e2f3a last 12h => resource-history resource=eni-0d1e2f3a
/trail history vol-0123abcd this week => resource-history resource=vol-0123abcd
list anything that happened to function “monday-digest” yesterday => resource-history resource=monday-digest
what was done with topic may-alerts last month => resource-history resource=may-alerts
audit log for vpc-0a1b2c3d last 90 days => resource-history resource=vpc-0a1b2c3d
who spun up i-0fedcba9876543210 last night => who-created resource=i-0fedcba9876543210
<@U0TRAIL01> creator of stack noon-cron-stack last 2 weeks => who-created resource=noon-cron-stack
sg-20170216 was created by who last 30 days => who-created resource=sg-20170216
who launched the cluster summer-2025 this week :eyes: => who-created resource=summer-2025
who creatd snapshot snap-0aa1bb2c3d today => who-created resource=snap-0aa1bb2c3d
by whom was lambda saturday-sync created on tuesday => who-created resource=saturday-sync
sg-0badc0de got deleted last 12h, who was it => who-deleted resource=sg-0badc0de
who got rid of user dave last 7 days => who-deleted resource=dave
by whom was lambda today-lambda deleted yesterday => who-deleted resource=today-lambda
WHO NUKED vpc-0a1b2c3d on thursday => who-deleted resource=vpc-0a1b2c3d
hey <@U0TRAIL01> snap-0aa1bb2c3d is gone, who deleted it last month => who-deleted resource=snap-0aa1bb2c3d
i-0abc123def4567890 and i-0fedcba9876543210 terminated this morning, who did it => who-deleted resource=i-0abc123def4567890,i-0fedcba9876543210
who delted the secret “may-the-4th” last 3 days => who-deleted resource=may-the-4th
what was user may doing last 12h => user-activity user=may
alice’s api calls today => user-activity user=alice
anything done by carol last week :eyes: => user-activity user=carol
/trail user ci-bot last 6 hours => user-activity user=ci-bot
<@U0TRAIL01> show me what dave@corp.com did on tuesday => user-activity user=dave@corp.com
wat did erin do this morning => user-activity user=erin
list actions of user april last 30 days => user-activity user=april
did the role ec2-app do anything this morning => role-activity role=ec2-app
calls from role “friday-batch” last 24 hours => role-activity role=friday-batch
*everything the AdminRole role did on wednesday* => role-activity role=AdminRole
<@U0TRAIL01> what has role may-rollout been up to last 7 days => role-activity role=may-rollout
/trail role ci-deploy since yesterday => role-activity role=ci-deploy
api activity arn:aws:iam::123456789012:role/noon-cron this week => role-activity role=arn:aws:iam::123456789012:role/noon-cron
AdminRole role actions in us-east-1 last 2 days => role-activity role=AdminRole region=us-east-1
AKIAI44QH8DHBEXAMPLE activity since monday => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
/trail key AKIAIOSFODNN7EXAMPLE last 2 days => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
how was AKIAIOSFODNN7EXAMPLE used last month => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
<@U0TRAIL01> what’s been done with the key ASIAIOSFODNN7EXAMPLE last 6 hours => access-key-activity accessKeyId=ASIAIOSFODNN7EXAMPLE
key id AKIAI44QH8DHBEXAMPLE yesterday :eyes: => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
everything AKIAIOSFODNN7EXAMPLE called last 12h => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
anything coming in from 198.51.100.23 today => ip-activity ip=198.51.100.23
events with source ip \`203.0.113.200\` last 12h => ip-activity ip=203.0.113.200
did 203.0.113.7 call our api yesterday => ip-activity ip=203.0.113.7
api calls out of 10.2.17.16 on monday => ip-activity ip=10.2.17.16
what was done from 203.0.113.7 between 2 and 4pm yesterday => ip-activity ip=203.0.113.7
list all activity for ip 2001:db8::1 last 7 days => ip-activity ip=2001:db8::1
/trail seen from 198.51.100.23 last hour => ip-activity ip=198.51.100.23
what api calls errored this morning => failed-calls
show me failed ec2 calls yesterday => failed-calls service=ec2
did any of bob’s calls fail last week => failed-calls user=bob
<@U0TRAIL01> api failures in us-east-1 last 12h => failed-calls region=us-east-1
errors on dynamodb last 3 days => failed-calls service=dynamodb
which requests by 10.2.17.16 went wrong on wednesday => failed-calls ip=10.2.17.16
what was erin denied this morning => access-denied user=erin
not authorized errors on iam last 7 days => access-denied service=iam
calls refused for lack of permission last night => access-denied
show access denied errors by role ec2-app yesterday => access-denied role=ec2-app
<@U0TRAIL01> forbidden calls since yesterday => access-denied
any permission denied on secretsmanager last 30 days => access-denied service=secretsmanager
calls rejected as unauthorized from 203.0.113.200 on sunday => access-denied ip=203.0.113.200
who signed in to the console on sunday => console-logins
show alice’s sign-ins this month => console-logins user=alice
anybody log in to the aws console last night => console-logins
logins from ip 203.0.113.7 last 12h => console-logins ip=203.0.113.7
<@U0TRAIL01> signins this morning => console-logins
when did carol sign in last week => console-logins user=carol
AWS CONSOLE  LOGINS LAST 2 DAYS => console-logins
unsuccessful sign-ins this morning => failed-logins
did bob fail to sign in last 3 days => failed-logins user=bob
<@U0TRAIL01> bad logins from ip 203.0.113.7 yesterday => failed-logins ip=203.0.113.7
failed sign in attempts by user may last month => failed-logins user=may
anyone failing to log into the console on monday => failed-logins
*console login failures last 6 hours* :rotating_light: => failed-logins
console sessions w/o mfa last week => logins-without-mfa
anyone log in with no mfa last 24 hours => logins-without-mfa
who skipped mfa at login since monday => logins-without-mfa
sign-ins missing mfa last 12h :eyes: => logins-without-mfa
<@U0TRAIL01> has bob logged in without MFA this month => logins-without-mfa user=bob
console logins where mfa wasn’t used on tuesday => logins-without-mfa
any root usage today => root-activity
show everything done as root last 7 days => root-activity
root account calls since yesterday => root-activity
<@U0TRAIL01> who used root in 210987654321 last month => root-activity account=210987654321
has root been used this week => root-activity
actions by the root user on monday => root-activity
did somebody work as root last 12h => root-activity
iam modifications today => iam-changes
iam users added or removed last week => iam-changes
iam policy edits made by bob since monday => iam-changes user=bob
did erin change any iam roles yesterday => iam-changes user=erin
<@U0TRAIL01> who has been modifying iam last 12h => iam-changes
access keys created last 30 days => iam-changes
changes to users, roles &amp; policies on wednesday => iam-changes
which security groups were modified last 12h => security-group-changes
changes to firewall rules by bob yesterday => security-group-changes user=bob
anyone editing security groups this morning :eyes: => security-group-changes
<@U0TRAIL01> inbound rule changes last 2 days => security-group-changes
security group edits in eu-central-1 last week => security-group-changes region=eu-central-1
secgroup modifications since monday => security-group-changes
who added rules to security groups on tuesday => security-group-changes
any vpc changes last 24 hours => network-changes
subnets created or deleted this week => network-changes
did someone change routing this morning => network-changes
nat gateway changes since monday => network-changes
<@U0TRAIL01> changes to the network last 3 days => network-changes
network acl modifications in us-east-1 on sunday => network-changes region=us-east-1
bucket policy of \`today-reports\` changed by whom last 3 days => bucket-policy-changes bucket=today-reports
who turned off block public access on bucket sunday-dumps this week => bucket-policy-changes bucket=sunday-dumps
<@U0TRAIL01> acl changes for bucket 2026-11-18-dump last 7 days => bucket-policy-changes bucket=2026-11-18-dump
changes to s3 bucket policies since yesterday => bucket-policy-changes
who disabled public access block last 30 days => bucket-policy-changes
bucket policies edited on monday :eyes: => bucket-policy-changes
who’s been writing to bucket today-reports this morning => bucket-access bucket=today-reports
object access in bucket last-week-backups last month => bucket-access bucket=last-week-backups
<@U0TRAIL01> did anyone get objects out of bucket payroll-exports yesterday => bucket-access bucket=payroll-exports
bucket 2026-11-18-dump was accessed by whom last 7 days => bucket-access bucket=2026-11-18-dump
who uploaded to s3://march-madness-media last 12h => bucket-access bucket=march-madness-media
list readers of bucket “friday-uploads” last week => bucket-access bucket=friday-uploads
/trail who reads bucket sunday-dumps since yesterday => bucket-access bucket=sunday-dumps
unauthenticated requests to bucket last-week-backups last 24 hours => anonymous-s3 bucket=last-week-backups
anonymous downloads from s3 yesterday => anonymous-s3
any anonymous s3 access this morning => anonymous-s3
<@U0TRAIL01> who hit s3 anonymously since monday => anonymous-s3
anonymous reads of bucket 2026-11-18-dump last 2 weeks :eyes: => anonymous-s3 bucket=2026-11-18-dump
unsigned s3 requests last 12h => anonymous-s3
who made the most api calls last week => top-callers
top 5 users by calls this morning => top-callers
biggest callers of kms last 30 days => top-callers service=kms
<@U0TRAIL01> who calls AssumeRole most yesterday => top-callers action=AssumeRole
most active identities since monday => top-callers
heaviest ec2 callers last 3 days => top-callers service=ec2
what are the top error codes last week => top-errors
common errors this morning => top-errors
error ranking last 12h => top-errors
<@U0TRAIL01> most common s3 errors yesterday => top-errors service=s3
top 10 api errors since monday => top-errors
errors by count last 30 days => top-errors
event count this morning => event-counts
total api calls previous week => event-counts
how often was DeleteBucket called last 30 days => event-counts action=DeleteBucket
<@U0TRAIL01> number of lambda events yesterday => event-counts service=lambda
count of events last 3 days => event-counts
how many PutObject calls were there since monday => event-counts action=PutObject
source ips not  seen before last month => new-ips
is erin calling from new ips this morning => new-ips user=erin
<@U0TRAIL01> any new ip for user may last 3 days => new-ips user=may
calls from previously unseen addresses yesterday => new-ips
first time ips since monday :eyes: => new-ips
unfamiliar ip addresses used by carol last week => new-ips user=carol
did call volume jump this morning => unusual-volume
anomalous volume last 3 days => unusual-volume
is bob making more calls than normal today => unusual-volume user=bob
<@U0TRAIL01> call rate anomalies last 12h => unusual-volume
surge in api calls on wednesday => unusual-volume
abnormally many calls by ci-bot yesterday => unusual-volume user=ci-bot
foreign account calls last week => cross-account
did anyone from another account access our stuff yesterday => cross-account
<@U0TRAIL01> cross-account calls by 345678901234 last 30 days => cross-account account=345678901234
principals of other accounts active today => cross-account
which outside accounts called our api since monday => cross-account
activity of foreign account *210987654321* last 3 days => cross-account account=210987654321
AdminRole was assumed by who this morning => assumed-role role=AdminRole
<@U0TRAIL01> who switched to role ci-deploy last week => assumed-role role=ci-deploy
did anyone assume arn:aws:iam::123456789012:role/AdminRole since monday => assumed-role role=arn:aws:iam::123456789012:role/AdminRole
who assumed roles from ip 203.0.113.200 yesterday => assumed-role ip=203.0.113.200
who has taken on the role may-rollout last 30 days => assumed-role role=may-rollout
people assuming role “friday-batch” this week => assumed-role role=friday-batch
Who fired up new EC2 instances last 3 days => instance-launches
vms provisioned by erin last week => instance-launches user=erin
instances created in ap-southeast-1 yesterday => instance-launches region=ap-southeast-1
<@U0TRAIL01> any new boxes this morning => instance-launches
new ec2 servers in us-east-1 since monday => instance-launches region=us-east-1
who has been launching instances last 30 days :eyes: => instance-launches
who’s using alias/payroll last month => key-usage keyId=alias/payroll
encrypt and decrypt calls with key alias/sunday this morning => key-usage keyId=alias/sunday
has kms key 1234abcd-12ab-34cd-56ef-1234567890ab been used last 90 days => key-usage keyId=1234abcd-12ab-34cd-56ef-1234567890ab
<@U0TRAIL01> use of alias/orders last 12h => key-usage keyId=alias/orders
kms decrypt calls for alias/payroll since yesterday => key-usage keyId=alias/payroll
what used the kms key \`alias/q3-reports\` last week => key-usage keyId=alias/q3-reports
secret prod/api/token was read by whom last 7 days => secret-access secret=prod/api/token
which secrets did bob read last week => secret-access user=bob
<@U0TRAIL01> access to the secret friday-token yesterday => secret-access secret=friday-token
ssm parameters read by erin last 12h => secret-access user=erin
secrets acessed since monday => secret-access
who retrieved secret <https://console.aws.amazon.com/s|prod/stripe/key> last 2 days => secret-access secret=prod/stripe/key
did bob stop cloudtrail last 30 days => trail-tampering user=bob
changes to our trails this morning => trail-tampering
guardduty detectors deleted last week => trail-tampering
<@U0TRAIL01> anyone tampering with cloudtrail today => trail-tampering
was logging stopped on trail org-trail since monday :eyes: => trail-tampering resource=org-trail
anything alice did yesterday that she never did before => new-actions user=alice
new api calls for role noon-cron last 3 days => new-actions role=noon-cron
<@U0TRAIL01> actions ci-bot hasn’t used before last 12h => new-actions user=ci-bot
has role AdminRole done something new this morning => new-actions role=AdminRole
previously unseen actions by bob since monday => new-actions user=bob
which apis did carol use for the first time last month => new-actions user=carol
minimal policy for role ci-deploy last 60 days => least-privilege role=ci-deploy
which actions did the ec2-app role really need last 90 days => least-privilege role=ec2-app
<@U0TRAIL01> what does the role noon-cron actually call last 30 days => least-privilege role=noon-cron
actions arn:aws:iam::123456789012:role/ci-deploy actually needed this quarter => least-privilege role=arn:aws:iam::123456789012:role/ci-deploy
permissions AdminRole really used last 3 months => least-privilege role=AdminRole
list of actions actually used by role may-rollout last month => least-privilege role=may-rollout
everything changed in account 123456789012 yesterday => what-changed account=123456789012
port 22 opened to everyone yesterday, by whom => opened-to-world port=22
/trail instance-exposure i-0fedcba9876543210 this week => instance-exposure resource=i-0fedcba9876543210
changes made by hand yesterday, not through code => manual-changes
did anyone escalate privileges last night => privilege-escalation
credentials of user carol changed this month => credential-changes user=carol
trust changes last month => trust-changes
bucket encryption changes last 7 days => bucket-protection-changes
was ami-0aa1bb2c3d made public this week => made-public resource=ami-0aa1bb2c3d
route53 record changes last 3 days => dns-changes
who changed load balancers this week => load-balancer-changes
changes to databases last week => database-changes
lambda deployments yesterday => deployments service=lambda
was kms key alias/payroll scheduled for deletion last week => key-changes keyId=alias/payroll
tag changes on sg-0badc0de this week => tag-history resource=sg-0badc0de
who owns AKIAI44QH8DHBEXAMPLE => whose-key accessKeyId=AKIAI44QH8DHBEXAMPLE
/trail session-trace ASIAIOSFODNN7EXAMPLE last night => session-trace accessKeyId=ASIAIOSFODNN7EXAMPLE
calls made with the credentials of instance i-0fedcba9876543210 today => instance-credentials resource=i-0fedcba9876543210
identity center sign-ins and calls by bob@corp.com this week => sso-activity user=bob@corp.com
/trail actor-profile alice last 30 days => actor-profile user=alice
did vendor roles do anything last week => provider-access
suspicious sign-ins by erin this month => odd-logins user=erin
why did role ci-deploy get access denied today => why-denied role=ci-deploy
who is being throttled on ec2 today => throttling service=ec2
insufficient capacity errors last night => capacity-failures
which services and regions were used this month => region-activity
recon by ci-bot today => recon user=ci-bot
did carol exfiltrate data last week => exfiltration user=carol
signs of sabotage yesterday => destructive-burst
compute abuse by ci-bot this week => compute-abuse user=ci-bot
/trail event 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d => event eventId=9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d
newest s3 events => recent service=s3
log coverage of account 123456789012 => coverage account=123456789012
COMMANDS? => help
<@U0TRAIL01> how do i use this bot => help
what sort of questions can i ask here => help
/trail usage => help
<@U0TRAIL01> what are you able to do => help
`;
