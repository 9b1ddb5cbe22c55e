/** One question a line: `text => intent param=value …`; several values of a param are separated by commas. */
export const RUNS_TUNED = `
who tf touched sg-0badc0de today => who-changed resource=sg-0badc0de
which engineer created lambda function payments-api this week => who-created resource=payments-api
yesterday who provisioned the dynamodb table called reports => who-created resource=reports
who updated the table named changes yesterday => who-changed resource=changes
waht did dave do on wednesday => user-activity user=dave
leaked key AKIAIOSFODNN7EXAMPLE - what did it do since monday => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
show me the jenkins activity yesterday => user-activity user=jenkins
what did the user intern do yesterday => user-activity user=intern
who changed sg-0badc0de yesterday and what changed => who-changed resource=sg-0badc0de
failed logins and brute force yesterday => failed-logins
who signed in and used the console yesterday => console-logins
who is hitting s3 the most last 24h => top-callers service=s3
where did bob sign in from on tuesday => console-logins user=bob
who changed sg-0badc0de yesterday => who-changed resource=sg-0badc0de
who edited sg-0badc0de last 3h => who-changed resource=sg-0badc0de
who touched subnet-0a1b2c3d today => who-changed resource=subnet-0a1b2c3d
who messed with sg-0badc0de last night => who-changed resource=sg-0badc0de
who was messing with rtb-0aa11bb22 this morning => who-changed resource=rtb-0aa11bb22
WHO CHANGED SG-0BADC0DE => who-changed resource=sg-0badc0de
sg-0badc0de changed by who => who-changed resource=sg-0badc0de
sg-0badc0de was modified by whom on monday => who-changed resource=sg-0badc0de
sg-0badc0de - who updated it last week => who-changed resource=sg-0badc0de
by whom was acl-0aa11bb22 edited yesterday => who-changed resource=acl-0aa11bb22
hey <@U0TRAIL01> can you tell me who altered vpc-0a1b2c3d4 please => who-changed resource=vpc-0a1b2c3d4
do we know who tweaked lambda today-lambda last night => who-changed resource=today-lambda
any idea who modified the bucket last-week-backups yesterday => who-changed resource=last-week-backups
show me all changes to sg-0badc0de since monday => who-changed resource=sg-0badc0de
list changes made to sg-0badc0de last 2 days => who-changed resource=sg-0badc0de
what changed on sg-0badc0de between 2 and 4pm yesterday => who-changed resource=sg-0badc0de
did anybody change i-0abc123def4567890 today => who-changed resource=i-0abc123def4567890
was sg-0badc0de changed last night => who-changed resource=sg-0badc0de
when was sg-0badc0de last changed => who-changed resource=sg-0badc0de
who last modified sg-0badc0de => who-changed resource=sg-0badc0de
who chnaged sg-0badc0de => who-changed resource=sg-0badc0de
who updatd the function second-thursday-report yesterday => who-changed resource=second-thursday-report
who changed sg-0badc0de and sg-12345678 yesterday => who-changed resource=sg-0badc0de,sg-12345678
who changed sg-0badc0de, sg-12345678 last 6h? => who-changed resource=sg-0badc0de,sg-12345678
who changed arn:aws:lambda:eu-central-1:111122223333:function:pay yesterday => who-changed resource=arn:aws:lambda:eu-central-1:111122223333:function:pay
who changed the rules of sg-0badc0de in us-east-1 today => who-changed resource=sg-0badc0de region=us-east-1
who changed inbound rules on sg-0badc0de in account 444455556666 => who-changed resource=sg-0badc0de account=444455556666
who changed sg-0badc0de in prod yesterday => who-changed resource=sg-0badc0de account=111122223333
who has sg-0badc0de yesterday changed => who-changed resource=sg-0badc0de
sg-0badc0de changed yesterday - by whom? => who-changed resource=sg-0badc0de
who modified table march-madness-scores this week => who-changed resource=march-madness-scores
who changed rds instance "orders-db-1" last 6 hours => who-changed resource=orders-db-1
who updated the orders-db-1 database yesterday => who-changed resource=orders-db-1
who changed role AdminRole yesterday => who-changed resource=AdminRole
who modified user alice last week => who-changed resource=alice
who changed \`payroll\` today => who-changed resource=payroll
:eyes: who changed sg–0badc0de :eyes: => who-changed resource=sg-0badc0de
who-changed sg-0badc0de last 12h => who-changed resource=sg-0badc0de
/trail who-changed resource=sg-0badc0de last 12h => who-changed resource=sg-0badc0de
who-changed sg-20170216 yesterday => who-changed resource=sg-20170216
who stopped i-0abc123def4567890 last night => who-changed resource=i-0abc123def4567890
who created sg-0badc0de => who-created resource=sg-0badc0de
who made sg-0badc0de last month => who-created resource=sg-0badc0de
who launched i-0abc123def4567890 yesterday => who-created resource=i-0abc123def4567890
who spun up i-0abc123def4567890 today => who-created resource=i-0abc123def4567890
who provisioned nat-0aa11bb22 on tuesday => who-created resource=nat-0aa11bb22
sg-0badc0de was created by whom this week => who-created resource=sg-0badc0de
vol-0aa11bb22 - who created this => who-created resource=vol-0aa11bb22
when was vpc-0a1b2c3d4 created => who-created resource=vpc-0a1b2c3d4
creator of eni-0a1b2c3d4e please => who-created resource=eni-0a1b2c3d4e
Who created the secret may-the-4th this week? => who-created resource=may-the-4th
who created bucket 2026-11-18-dump => who-created resource=2026-11-18-dump
who created role ci-deploy last month => who-created resource=ci-deploy
who built the sun-reports stack last week => who-created resource=sun-reports
who set up igw-0a1b2c3d => who-created resource=igw-0a1b2c3d
who craeted sg-0badc0de => who-created resource=sg-0badc0de
where did i-0abc123def4567890 come from => who-created resource=i-0abc123def4567890
/trail who-created snap-0a1b2c3d last 7 days => who-created resource=snap-0a1b2c3d
what happened to sg-0badc0de yesterday => resource-history resource=sg-0badc0de
what happened with lambda second-thursday-report last night => resource-history resource=second-thursday-report
history of sg-0badc0de last 30 days => resource-history resource=sg-0badc0de
sg-0badc0de history => resource-history resource=sg-0badc0de
audit trail of the table march-madness-scores this week => resource-history resource=march-madness-scores
show me the timeline of i-0abc123def4567890 today => resource-history resource=i-0abc123def4567890
everything about vol-0aa11bb22 since friday => resource-history resource=vol-0aa11bb22
all events for sg-0badc0de last 24h => resource-history resource=sg-0badc0de
activity on sg-0badc0de this week => resource-history resource=sg-0badc0de
what was done to orders-db-1 last night => resource-history resource=orders-db-1
what has been going on with i-0abc123def4567890 => resource-history resource=i-0abc123def4567890
what happend to sg-0badc0de, reads too => resource-history resource=sg-0badc0de
what did happen to the bucket last-week-backups yesterday => resource-history resource=last-week-backups
/trail resource-history sg-0badc0de last 7 days => resource-history resource=sg-0badc0de
what did alice do yesterday => user-activity user=alice
what has alice been doing today => user-activity user=alice
what's alice up to => user-activity user=alice
what’s bob been up to this week => user-activity user=bob
alice's activity last 3 days => user-activity user=alice
activity of alice last 3 days => user-activity user=alice
actions by ci-bot last 3 days => user-activity user=ci-bot
show me everything alice did on tuesday => user-activity user=alice
everything by bob since monday => user-activity user=bob
what alice did between 2 and 4pm yesterday => user-activity user=alice
alice did what yesterday => user-activity user=alice
all api calls by ci-bot last hour => user-activity user=ci-bot
events from user may last week => user-activity user=may
what did user sun do on friday => user-activity user=sun
what did O'Brien do today => user-activity user=O'Brien
what did <mailto:alice@example.com|alice@example.com> do yesterday => user-activity user=alice@example.com
what did <@U02ABCD34> do yesterday => user-activity user=@U02ABCD34
<@U0TRAIL01> what did <@U02ABCD34> change today => user-activity user=@U02ABCD34
did bob do anything in eu-west-1 last night => user-activity user=bob region=eu-west-1
what did lambda.amazonaws.com do last hour => user-activity user=lambda.amazonaws.com
what did alice change last week => user-activity user=alice
changes by alice today => user-activity user=alice
what changes did alice make this morning => user-activity user=alice
what did arn:aws:iam::111122223333:user/alice do today => user-activity user=arn:aws:iam::111122223333:user/alice
anything from ci-bot last 20 minutes => user-activity user=ci-bot
can you show me what alice did yesterday please => user-activity user=alice
last 20 events by alice => user-activity user=alice
what has alice yesterday done => user-activity user=alice
what was done by alice on friday => user-activity user=alice
/trail user-activity may yesterday => user-activity user=may
what did AKIAIOSFODNN7EXAMPLE do last 3 days => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
AKIAIOSFODNN7EXAMPLE last 6 hours => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
activity of access key AKIAIOSFODNN7EXAMPLE yesterday => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
what was key ASIAIOSFODNN7EXAMPLE used for today => access-key-activity accessKeyId=ASIAIOSFODNN7EXAMPLE
who used AKIAIOSFODNN7EXAMPLE this week => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
calls made with AKIAIOSFODNN7EXAMPLE since yesterday => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
everything done with the key AKIAIOSFODNN7EXAMPLE => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
has AKIAIOSFODNN7EXAMPLE been used today => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
/trail access-key-activity AKIAIOSFODNN7EXAMPLE 7d => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
console logins yesterday => console-logins
accessKeyId=AKIAIOSFODNN7EXAMPLE yesterday => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
who signed in today => console-logins
who logged in to the console last night => console-logins
who has logged on this morning => console-logins
did alice sign in today => console-logins user=alice
did alice log in yesterday => console-logins user=alice
alice logins last 7 days => console-logins user=alice
sign-ins by bob this week => console-logins user=bob
logins from 198.51.100.23 yesterday => console-logins ip=198.51.100.23
did bob login from 203.0.113.7 yesterday => console-logins user=bob ip=203.0.113.7
successful console logins last 24 hours => console-logins
where did alice sign in from last week => console-logins user=alice
did may sign in on monday => console-logins user=may
was alice logged in last night => console-logins user=alice
who authenticated to the console in the last 2 hours => console-logins
console lgins yesterday => console-logins
anyone sign in over the weekend? => console-logins
show logins for user june today => console-logins user=june
failed logins last 7 days => failed-logins
who failed to sign in yesterday => failed-logins
failed console logins by alice today => failed-logins user=alice
login failures from 203.0.113.9 since monday => failed-logins ip=203.0.113.9
unsuccessful sign-ins this week => failed-logins
alice failed logins => failed-logins user=alice
did bob fail to log in yesterday => failed-logins user=bob
root failed logins last 30 days :eyes: => failed-logins user=root
who couldn't sign in this morning => failed-logins
faild logins today => failed-logins
failed login attempts last hour => failed-logins
wrong passwords yesterday => failed-logins
bad logins in prod last night => failed-logins account=111122223333
any failed sign ins today? => failed-logins
did anyone use root yesterday => root-activity
root activity last 30 days => root-activity
*did anyone use root yesterday* => root-activity
what did root do this month => root-activity
was the root user used last week => root-activity
was the root account used today => root-activity
root user actions in account 111122223333 this year => root-activity account=111122223333
any root usage in prod this week => root-activity account=111122223333
access denied yesterday => access-denied
who was denied what today => access-denied
denied requests from 198.51.100.23 last 7 days => access-denied ip=198.51.100.23
accessdenied on s3 yesterday => access-denied service=s3
show me all UnauthorizedOperation events last night => access-denied
was alice denied anything yesterday => access-denied user=alice
what was bob not allowed to do today => access-denied user=bob
permission errors in lambda last hour => access-denied service=lambda
access denied for role ci-deploy this week => access-denied role=ci-deploy
denied calls by ci-bot on dynamodb => access-denied user=ci-bot service=dynamodb
unauthorized api calls last 24 hours => access-denied
forbidden requests as AdminRole since monday => access-denied role=AdminRole
security group changes today => security-group-changes
firewall rule changes today => security-group-changes
who changed security groups yesterday => security-group-changes
changes to security groups by alice last week => security-group-changes user=alice
which security groups were modified this morning => security-group-changes
sg changes last 2 days => security-group-changes
what changed in the security groups since yesterday => security-group-changes
did bob change any security group today => security-group-changes user=bob
security grop changes yesterday => security-group-changes
new source addresses for ci-bot since monday => new-ips user=ci-bot
new ips today => new-ips
ips not seen before last 24h => new-ips
which ip addresses are new this week => new-ips
did alice use a new ip yesterday => new-ips user=alice
calls from previously unseen addresses last 3 days => new-ips
top callers today => top-callers
*biggest api users this morning* => top-callers
who makes the most calls in us-east-1 => top-callers region=us-east-1
top 10 callers last 7 days => top-callers
who is most active today => top-callers
most active users yesterday => top-callers
top callers of s3 last hour => top-callers service=s3
who called RunInstances the most this month => top-callers action=RunInstances
busiest principals last week => top-callers
what changed in the last 2 hours => what-changed
what was changed yesterday => what-changed
everything that changed last night => what-changed
who changed what today => what-changed
any changes in prod last hour? => what-changed account=111122223333
what changed in eu-west-1 since monday => what-changed region=eu-west-1
what was modified in s3 yesterday => what-changed service=s3
recent changes => what-changed
lambda changes this morning => what-changed service=lambda
did anything change last night => what-changed
help => help
/trail => help
<@U0TRAIL01> => help
what can you do? => help
event 0a1b2c3d-1111-2222-3333-444455556666 => event eventId=0a1b2c3d-1111-2222-3333-444455556666
who deleted sg-0badc0de yesterday => who-deleted resource=sg-0badc0de
iam changes today => iam-changes
what changed in iam yesterday => iam-changes
who assumed AdminRole yesterday => assumed-role role=AdminRole
role \`noon-cron\` activity yesterday => role-activity role=noon-cron
everything from source ip 10.2.17.16 last week => ip-activity ip=10.2.17.16
/trail ip 198.51.100.23 last 24 hours => ip-activity ip=198.51.100.23
who read bucket today-reports => bucket-access bucket=today-reports
logins without mfa last week => logins-without-mfa
who signed in without mfa yesterday => logins-without-mfa
failed calls yesterday => failed-calls
top errors last week => top-errors
event counts yesterday => event-counts
who launched instances today => instance-launches
bucket policy changes today => bucket-policy-changes
who changed the policy of bucket today-reports => bucket-policy-changes bucket=today-reports
network changes on tuesday => network-changes
who stopped cloudtrail => trail-tampering
whose key is AKIAIOSFODNN7EXAMPLE => whose-key accessKeyId=AKIAIOSFODNN7EXAMPLE
who used key alias/payroll yesterday => key-usage keyId=alias/payroll
who tagged i-0abc123def4567890 => tag-history resource=i-0abc123def4567890
`;
