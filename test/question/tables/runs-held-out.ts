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
`;
