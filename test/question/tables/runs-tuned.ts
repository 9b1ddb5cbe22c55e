/** One question a line: `text => intent param=value …`; several values of a param are separated by commas. */
export const RUNS_TUNED = `
heya, who has modified eks cluster prod-blue this afternoon => who-changed resource=prod-blue
what did the ci-bot user do last night => user-activity user=ci-bot
what did the night-batch role do last night => role-activity role=night-batch
who read the payroll bucket yesterday => bucket-access bucket=payroll
iam changes by the ci-bot user yesterday => iam-changes user=ci-bot
sg-0badc0de was changed by which user yesterday => who-changed resource=sg-0badc0de
new actions by region yesterday => new-actions
alice logins yesterday team => console-logins user=alice
who changed sg-0badc0de yesterday? thanks a lot => who-changed resource=sg-0badc0de
did someone delete a lot of things at once last night => destructive-burst
what did user james do yesterday => user-activity user=james
access by vendors last week => provider-access
who else changed sg-0badc0de yesterday => who-changed resource=sg-0badc0de
what was deployed via cloudformation yesterday => deployments service=cloudformation
calls by principals of account 210987654321 this week => cross-account account=210987654321
follow the sessions of alice through roles yesterday => session-trace user=alice
what happened to the instance i-0abc123def4567890 in vpc vpc-0a1b2c3d yesterday => resource-history resource=i-0abc123def4567890,vpc-0a1b2c3d
failed logins last weekend => failed-logins
login failures last 3 days, reads as well => failed-logins
who changed the buckets named april-a and may-b yesterday => who-changed resource=april-a,may-b
what is svc-nightly doing since 3am => user-activity user=svc-nightly
hey team role changes this week => iam-changes
calls from account 555566667777 yesterday => cross-account account=555566667777
who from account 555566667777 called us yesterday => cross-account account=555566667777
calls in account 555566667777 yesterday => recent account=555566667777
who scheduled kms keys for deletion last week => key-changes
sorry to bother, who was it that changed acl-0d1e2f3a4b5c on monday afternoon => who-changed resource=acl-0d1e2f3a4b5c
need this for the postmortem: who reconfigured lambda function \`img-resize\` yesterday => who-changed resource=img-resize
my instance i-0ff00ff00ff00ff00 vanished, who terminated it last night => who-deleted resource=i-0ff00ff00ff00ff00
everything changed by humans yesterday => manual-changes
hey team, we have an outage. who changed sg-0badc0de last 2 hours? => who-changed resource=sg-0badc0de
production is down!! what changed in the last half hour => what-changed
@here prod is broken, who edited sg-0badc0de since 1pm => who-changed resource=sg-0badc0de
this key leaked on github: AKIAIOSFODNN7EXAMPLE, what did it do last 30 days => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
i'd like to know who changed subnet-0a1b2c3d last week, thank you => who-changed resource=subnet-0a1b2c3d
whoo changed vpc-0d9e8f7a6b5c4d3e2 on wednesday pls => who-changed resource=vpc-0d9e8f7a6b5c4d3e2
who used sts to assume OrgAdmin last night => assumed-role role=OrgAdmin
was default encryption changed on any bucket this week => bucket-protection-changes
show the newest 15 events of bob => recent user=bob
last 20 events of bob => user-activity user=bob
most frequent events last 3 days => event-counts
top events yesterday => event-counts
most common events in ec2 last 6 hours => event-counts service=ec2
which user makes the most calls => top-callers
which principals call s3 the most yesterday => top-callers service=s3
which user made the role "april-import" this month => who-created resource=april-import
audit user sun last 5 days => user-activity user=sun
what did role/ci-deploy do yesterday => role-activity role=ci-deploy
what did user/bob do yesterday => user-activity user=bob
who changed role/ci-deploy yesterday => who-changed resource=ci-deploy
who uploaded files to bucket march-drop from 13th to the 15th of november => bucket-access bucket=march-drop
what did user may do on the 15th of may => user-activity user=may
past 2 days resource-history nat-0f9e8d7c => resource-history resource=nat-0f9e8d7c
/trail vpc-0dead12beef34 who-created last 30 days => who-created resource=vpc-0dead12beef34
user activity alice yesterday => user-activity user=alice
failed logins bob last week => failed-logins user=bob
could somebody tell me who changed sg-0badc0de last 12h cc <@U07QWERTY1> => who-changed resource=sg-0badc0de
who changed sg-0badc0de last 12h, cc @alice, @bob => who-changed resource=sg-0badc0de
who made the bucket tmp-dump-2 yesterday? thx in advance => who-created resource=tmp-dump-2
trace ASIAQ2W3E4R5TEXAMPLE back to the human yesterday => session-trace accessKeyId=ASIAQ2W3E4R5TEXAMPLE
did anybody give themselves admin yesterday => privilege-escalation
did bob give himself more permissions last week => privilege-escalation user=bob
number of events by type yesterday => event-counts
how many events per action yesterday => event-counts
number of calls per day last week => event-counts
no capacity errors on ec2 yesterday => capacity-failures service=ec2
first-time actions last 3 days => new-actions
ips seen for the first time since yesterday => new-ips
did alice use an ip for the first time yesterday => new-ips user=alice
who changed the user sally yesterday => who-changed resource=sally
did anybody tamper with trails yesterday => trail-tampering
snapshots shared with other accounts yesterday => made-public
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
who changed sg-0a1b2c3d4e5f60718 between 22:00 and 23:30 yesterday => who-changed resource=sg-0a1b2c3d4e5f60718
somebody edited the lambda nightly-export this morning, who was it => who-changed resource=nightly-export
/trail who-changed rtb-0fe12ab34cd56ef78 last 2 days => who-changed resource=rtb-0fe12ab34cd56ef78
<@U0TRAIL01> please who did modify role march-madness on wednesday => who-changed resource=march-madness
wich user updated arn:aws:iam::123456789012:policy/BillingRead last 48 hours => who-changed resource=arn:aws:iam::123456789012:policy/BillingRead
table customer-ledger has been modified yesterday evening, tell me by who => who-changed resource=customer-ledger
List everyone who made changes to \`eni-0d4c3b2a19087f6e5\` in eu-central-1 last 6h => who-changed resource=eni-0d4c3b2a19087f6e5 region=eu-central-1
full history of vol-0aa12bb34cc56dd78 for the last 14 days => resource-history resource=vol-0aa12bb34cc56dd78
everything that happened to table customer-ledger on Nov 12 => resource-history resource=customer-ledger
/trail resource-history i-0f00ba4f00ba4f001 since yesterday => resource-history resource=i-0f00ba4f00ba4f001
can i get a timeline of lambda friday-cleanup between 2 and 4 hours ago, reads and writes => resource-history resource=friday-cleanup
show all events touching eipalloc-0badcafe123456789 in october, including describes => resource-history resource=eipalloc-0badcafe123456789
audit trial of arn:aws:sns:us-east-1:123456789012:alerts last month plz => resource-history resource=arn:aws:sns:us-east-1:123456789012:alerts
who created vpc-0123abcd4567ef890 last week => who-created resource=vpc-0123abcd4567ef890
i-0c0ffee0c0ffee001 was launched by which person yesterday around noon => who-created resource=i-0c0ffee0c0ffee001
/trail who-created march-madness-scores last 30 days => who-created resource=march-madness-scores
Hi, who has make the bucket q3-reports in september? => who-created resource=q3-reports
creator of iam user sun, last 90 days => who-created resource=sun
who spun up rds instance staging-pg-2 over the weekend :thinking_face: => who-created resource=staging-pg-2
need to know who provisioned the log group /aws/lambda/monday-sync since nov 1 => who-created resource=/aws/lambda/monday-sync
who deleted snap-0a9b8c7d6e5f40312 last 24 hours => who-deleted resource=snap-0a9b8c7d6e5f40312
bucket yesterday-exports is gone since monday, who removed it => who-deleted resource=yesterday-exports
<@U0TRAIL01> who killed i-0dead0beef0dead01 at 3:15am => who-deleted resource=i-0dead0beef0dead01
/trail who-deleted table customer-ledger 2026-11-18 => who-deleted resource=customer-ledger
the secret \`prod/stripe/key\` has been deleted, by which user? last 3 days => who-deleted resource=prod/stripe/key
*WHO DROPPED THE DATABASE orders-db-1 LAST NIGHT* => who-deleted resource=orders-db-1
role april-batch got destroyed 2 days ago - name of the culprit please => who-deleted resource=april-batch
what did alice do yesterday between 9am and 11am => user-activity user=alice
what did may do in may => user-activity user=may
/trail user-activity k.tanaka last 4 hours => user-activity user=k.tanaka
show me everything user svc-terraform has done since 06:00 UTC => user-activity user=svc-terraform
<@U0TRAIL01> activity of <mailto:priya.nair@acme.io|priya.nair@acme.io> this week => user-activity user=priya.nair@acme.io
all actions performed by friday@corp.com in us-east-2 last tuesday => user-activity user=friday@corp.com region=us-east-2
has jenkins been active today => user-activity user=jenkins
what kind of calls did autoscaling.amazonaws.com make this afternoon => user-activity user=autoscaling.amazonaws.com
what did role OrganizationAccountAccessRole do last 12h => role-activity role=OrganizationAccountAccessRole
/trail role-activity data-lake-etl yesterday => role-activity role=data-lake-etl
list calls made by sessions of the role \`monday-batch\` on Monday => role-activity role=monday-batch
show activity for arn:aws:iam::123456789012:role/eks-node-group from 10 am for 3 hours => role-activity role=arn:aws:iam::123456789012:role/eks-node-group
the BreakGlass role, has it been doing anything since last night? => role-activity role=BreakGlass
everything march-madness role did last weekend in account 210987654321 => role-activity role=march-madness account=210987654321
what did AKIAI44QH8DHBEXAMPLE do last 7 days => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
/trail access-key-activity ASIAQ3EGRXYZ12345678 today => access-key-activity accessKeyId=ASIAQ3EGRXYZ12345678
AKIA2E0A8F3B244C9986 yesterday => access-key-activity accessKeyId=AKIA2E0A8F3B244C9986
usage of the key id \`AKIA5XMPL7QRSTUVWX23\` in eu-west-3 last month => access-key-activity accessKeyId=AKIA5XMPL7QRSTUVWX23 region=eu-west-3
is the access key AKIAY34FZKBOKMUTVV7A used by anyone for anything in the last 90 days => access-key-activity accessKeyId=AKIAY34FZKBOKMUTVV7A
what came from 203.0.113.45 last night => ip-activity ip=203.0.113.45
/trail ip-activity 198.51.100.77 now-6h => ip-activity ip=198.51.100.77
guardduty flagged 192.0.2.146, what has this ip done in our accounts today => ip-activity ip=192.0.2.146
all api calls with source address 2001:db8:85a3::8a2e:370:7334 this week => ip-activity ip=2001:db8:85a3::8a2e:370:7334
requests originating at 10.24.3.9 between 1am and 3am => ip-activity ip=10.24.3.9
Which identities did use the IP “203.0.113.88” on 2026-11-17? => ip-activity ip=203.0.113.88
<@U0TRAIL01> failed api calls last hour => failed-calls
which requests of alice errored out this morning => failed-calls user=alice
/trail failed-calls lambda last 24h => failed-calls service=lambda
any errors from 203.0.113.45 yesterday, of any kind => failed-calls ip=203.0.113.45
show unsuccessful calls made by role ci-deploy in ap-southeast-2 on nov 18 => failed-calls role=ci-deploy region=ap-southeast-2
did user svc-backup get errors calling dynamodb in the last 2 hours => failed-calls user=svc-backup service=dynamodb
which api calls are faling on ecs since 14:00 => failed-calls service=ecs
access denied events for bob yesterday => access-denied user=bob
who got AccessDenied since this morning => access-denied
/trail access-denied role data-lake-etl last 3 days => access-denied role=data-lake-etl
which kms calls were refused for missing permissions last week => access-denied service=kms
was anybody coming from 198.51.100.77 rejected as not authorized in the past 24 hrs => access-denied ip=198.51.100.77
permission errors of user may on s3 last 5 days => access-denied user=may service=s3
give list of unauthorised calls in sa-east-1 today => access-denied region=sa-east-1
who logged in to the console today => console-logins
<@U0TRAIL01> did carol sign in to the aws console over the weekend? => console-logins user=carol
/trail console-logins last 7d => console-logins
console sign-ins from 192.0.2.146 on Nov 14 => console-logins ip=192.0.2.146
list of successful console logins, yesterday 18:00 to today 08:00 => console-logins
when did june last log into the console => console-logins user=june
has anyone been logging in to web console of account 123456789012 last month => console-logins account=123456789012
failed console logins last 24 hours => failed-logins
wrong passwords at sign-in for user erin this week => failed-logins user=erin
/trail failed-logins 203.0.113.45 yesterday => failed-logins ip=203.0.113.45
is someone brute forcing our console login, show the failed attempts since midnight => failed-logins
how often did august fail to log in on tuesday => failed-logins user=august
unsuccesful sign in attempts from 198.51.100.9, october => failed-logins ip=198.51.100.9
who could not sign in to the console between 8 and 9:30 this morning => failed-logins
<@U0TRAIL01> who logged in without mfa last 30 days => logins-without-mfa
/trail logins-without-mfa yesterday => logins-without-mfa
has bob been signing in with no MFA this month? => logins-without-mfa user=bob
console logins lacking a second factor since oct 1 => logins-without-mfa
list single-factor console sign-ins in Q3 for the auditor => logins-without-mfa
did user friday@corp.com login w/o multi-factor on monday => logins-without-mfa user=friday@corp.com
what did the root user do last 90 days => root-activity
was the root account of 210987654321 used in november => root-activity account=210987654321
/trail root-activity last quarter => root-activity
:rotating_light: any root usage since yesterday :rotating_light: => root-activity
show me all actions by root this year => root-activity
auditor asks: has root credentials been used in account 111122223333 last month => root-activity account=111122223333
<@U0TRAIL01> iam changes last 24 hours => iam-changes
who created or deleted iam users this week => iam-changes
which iam policies and roles have been modified by alice since monday => iam-changes user=alice
/trail iam-changes svc-terraform yesterday => iam-changes user=svc-terraform
any new roles or users made over the weekend? => iam-changes
did somebody attach policies to iam groups 3 days ago => iam-changes
permissions &amp; policy modifications in iam, account 123456789012, last month => iam-changes account=123456789012
identity &amp; access management changes done by may in october => iam-changes user=may
security group changes last 12 hours => security-group-changes
who has edited any security groups since 9am => security-group-changes
/trail security-group-changes last 3 days => security-group-changes
<@U0TRAIL01> which inbound rules were added or removed by bob yesterday => security-group-changes user=bob
list all SG rule modifications in eu-west-1 on thursday => security-group-changes region=eu-west-1
securty groups modified this month by svc-terraform => security-group-changes user=svc-terraform
were any firewall rules in security groups touched from yesterday 22:00 to today 06:00 => security-group-changes
network changes yesterday => network-changes
did anyone alter route tables or nacls in the last 8 hours => network-changes
/trail network-changes us-west-2 last 2 days => network-changes region=us-west-2
which subnets, gateways or peerings were created this week => network-changes
show me the changes of vpcs &amp; gateways in account 111122223333 last month => network-changes account=111122223333
who changed the bucket policy of acme-prod-logs yesterday => bucket-policy-changes bucket=acme-prod-logs
bucket policy or acl changes last 7 days => bucket-policy-changes
/trail bucket-policy-changes last-week-backups last week => bucket-policy-changes bucket=last-week-backups
did anybody disable block public access on s3 since Nov 10 => bucket-policy-changes
<@U0TRAIL01> was the ACL of bucket s3://q3-reports modified this morning? => bucket-policy-changes bucket=q3-reports
s3 policies rewritten in october: by whom, on which buckets => bucket-policy-changes
public access settings of \`yesterday-exports\` got edited today, who => bucket-policy-changes bucket=yesterday-exports
who read objects from bucket acme-prod-logs yesterday => bucket-access bucket=acme-prod-logs
/trail bucket-access 2026-10-31-dump last 3 days => bucket-access bucket=2026-10-31-dump
list downloads from s3://customer-pii-exports between 2 and 4pm yesterday => bucket-access bucket=customer-pii-exports
object reads and writes in the bucket “last-week-backups” on nov 16 => bucket-access bucket=last-week-backups
which users put files into bucket inbound-sftp since 06:00 => bucket-access bucket=inbound-sftp
have anybody accessed q3-reports bucket last month please => bucket-access bucket=q3-reports
anonymous s3 requests yesterday => anonymous-s3
did anyone hit bucket press-kit without credentials this week => anonymous-s3 bucket=press-kit
/trail anonymous-s3 acme-assets last 24h => anonymous-s3 bucket=acme-assets
unauthenticated access to our buckets since monday => anonymous-s3
<@U0TRAIL01> which s3 objects were fetched by anonymous callers last month => anonymous-s3
list unsigned requests against the bucket q3-reports 12h => anonymous-s3 bucket=q3-reports
top callers last 24 hours => top-callers
who calls sts the most this week => top-callers service=sts
/trail top-callers yesterday => top-callers
top 5 principals by number of api requests in eu-north-1 today => top-callers region=eu-north-1
which identities are the noisiest callers of DescribeInstances last hour => top-callers action=DescribeInstances
most active users on dynamodb, last 3 days, top 20 => top-callers service=dynamodb
<@U0TRAIL01> top errors last 24h => top-errors
which error codes occur most often on lambda this week => top-errors service=lambda
/trail top-errors yesterday => top-errors
top 10 errors for PutObject since midnight => top-errors action=PutObject
what are the most frequent api errors in ap-northeast-1 last 7 days => top-errors region=ap-northeast-1
ranking of errors by count, today, ec2 only => top-errors service=ec2
how many events did we have yesterday => event-counts
count of GetSecretValue calls per day last week => event-counts action=GetSecretValue
/trail event-counts s3 last 2 days => event-counts service=s3
number of api calls by service this month => event-counts
total number of cloudtrail events in us-east-1 on 2026-11-15 => event-counts region=us-east-1
*new ips* last 7 days => new-ips
did alice come from an ip address we never saw before today => new-ips user=alice
/trail new-ips carol last week => new-ips user=carol
source IPs seen for the first time since yesterday => new-ips
any never-before-seen addresses used by jenkins in november => new-ips user=jenkins
which ip adresses are new this week in account 123456789012 => new-ips account=123456789012
is anyone making more calls than usual today => unusual-volume
unusual call volume for svc-backup last night => unusual-volume user=svc-backup
/trail unusual-volume last 6 hours => unusual-volume
spikes in api activity since 2am? => unusual-volume
did user jenkins call the api far above its normal rate yesterday => unusual-volume user=jenkins
abnormally high number of requests by any principal, last 24 hrs => unusual-volume
cross account calls last week => cross-account
which principals from other accounts made calls into ours yesterday => cross-account
/trail cross-account 210987654321 last 30 days => cross-account account=210987654321
did any foreign aws account touch our resources this month => cross-account
what did external account 444455556666 call in our environment since Nov 1 => cross-account account=444455556666
access by identities belonging to accounts that are not ours, last 90 days => cross-account
who assumed role BreakGlass last night => assumed-role role=BreakGlass
/trail assumed-role march-madness last 7 days => assumed-role role=march-madness
which users switched into the AdminRole between 2 and 4pm yesterday => assumed-role role=AdminRole
<@U0TRAIL01> role assumptions from 203.0.113.45 today => assumed-role ip=203.0.113.45
by whom has the role \`data-lake-etl\` been assumed in october from 10.24.3.9 => assumed-role role=data-lake-etl ip=10.24.3.9
ec2 instances launched yesterday => instance-launches
who started new EC2 instances in ap-south-1 last weekend => instance-launches region=ap-south-1
/trail instance-launches k.tanaka this week => instance-launches user=k.tanaka
did jenkins spin up any machines in us-east-2 since midnight => instance-launches user=jenkins region=us-east-2
list instance launches, last 48h, all accounts => instance-launches
new vms launched by user sun on Nov 13? => instance-launches user=sun
who used kms key 1234abcd-12ab-34cd-56ef-1234567890ab yesterday => key-usage keyId=1234abcd-12ab-34cd-56ef-1234567890ab
/trail key-usage alias/march-backups last month => key-usage keyId=alias/march-backups
which principals decrypt with  alias/orders this week => key-usage keyId=alias/orders
usage of the KMS key arn:aws:kms:us-east-1:123456789012:key/0d0e0f00-aaaa-bbbb-cccc-1234567890ab last 3 days => key-usage keyId=arn:aws:kms:us-east-1:123456789012:key/0d0e0f00-aaaa-bbbb-cccc-1234567890ab
encrypt &amp; decrypt operations with mrk-1234abcd12ab34cd56ef1234567890ab today => key-usage keyId=mrk-1234abcd12ab34cd56ef1234567890ab
has anyone been using “alias/payroll” for decryption since oct 15 => key-usage keyId=alias/payroll
who read the secret prod/stripe/key last 7 days => secret-access secret=prod/stripe/key
secrets accessed by bob yesterday => secret-access user=bob
/trail secret-access /prod/api/token last 12h => secret-access secret=/prod/api/token
which ssm parameters and secrets were read overnight => secret-access
did june retrieve secret \`db/master-password\` on wednesday? => secret-access user=june secret=db/master-password
<@U0TRAIL01> did anybody turn off cloudtrail last 30 days => trail-tampering
who stopped logging on trail org-trail yesterday => trail-tampering resource=org-trail
/trail trail-tampering last 90 days => trail-tampering
was guardduty disabled or a detector removed this week => trail-tampering
has user dmitri tampered with any trails in november => trail-tampering user=dmitri
audit question: trails deleted, stopped or reconfigured in Q3 in account 111122223333 => trail-tampering account=111122223333
what actions did alice perform for the first time this week => new-actions user=alice
/trail new-actions role ci-deploy yesterday => new-actions role=ci-deploy
anything bob did last 7 days that he has never done before => new-actions user=bob
first-time api actions of the role data-lake-etl since nov 10 => new-actions role=data-lake-etl
which permissions does role ec2-app really use, last 90 days => least-privilege role=ec2-app
/trail least-privilege data-lake-etl last 30 days => least-privilege role=data-lake-etl
least privilege for march-madness => least-privilege role=march-madness
minimal policy for role \`noon-cron\` based on the calls of last 60 days => least-privilege role=noon-cron
list of actually used permissions of arn:aws:iam::123456789012:role/ci-deploy since september => least-privilege role=arn:aws:iam::123456789012:role/ci-deploy
what changed yesterday between 17:00 and 19:00 => what-changed
everything that was changed in account 123456789012 since thursday => what-changed account=123456789012
/trail what-changed lambda last 3h => what-changed service=lambda
what has been changed in sqs today => what-changed service=sqs
did anything change at all in us-west-1 this week => what-changed region=us-west-1
what was opened to the internet last 7 days => opened-to-world
who opened port 22 to the world yesterday => opened-to-world port=22
did someone open ssh to the world in the last 2 weeks => opened-to-world port=22
who opened RDP yesterday => opened-to-world port=3389
opened ssh to 0.0.0.0/0 last week => opened-to-world port=22 cidr=0.0.0.0/0
/trail opened-to-world 3389 this month => opened-to-world port=3389
any ingress opened for 0.0.0.0/0 since monday? => opened-to-world cidr=0.0.0.0/0
did someone expose port 5432 to 203.0.113.0/24 in october => opened-to-world port=5432 cidr=203.0.113.0/24
openings to everyone in eu-central-1 overnight => opened-to-world region=eu-central-1
what changed around instance i-0abc123def4567890 last 24h => instance-exposure resource=i-0abc123def4567890
/trail instance-exposure i-0f00ba4f00ba4f001 yesterday => instance-exposure resource=i-0f00ba4f00ba4f001
everything around i-0c0ffee0c0ffee001 that changed since tuesday: the instance, its interfaces, its groups => instance-exposure resource=i-0c0ffee0c0ffee001
how came i-0dead0beef0dead01 to be exposed, changes of it, its ENIs and security groups this week => instance-exposure resource=i-0dead0beef0dead01
exposure of instance i-09f8e7d6c5b4a3210 in the last 3 days => instance-exposure resource=i-09f8e7d6c5b4a3210
did anything change in the surroundings of i-0123456789abcdef0 (groups, network interfaces) on nov 17 => instance-exposure resource=i-0123456789abcdef0
manual changes last 7 days => manual-changes
what was changed by hand instead of terraform yesterday => manual-changes
/trail manual-changes bob last month => manual-changes user=bob
clickops in the console since monday, any? => manual-changes
which ecs changes were done manually and not through code this week => manual-changes service=ecs
did k.tanaka change things by hand in account 123456789012 over the weekend => manual-changes user=k.tanaka account=123456789012
any privilege escalation yesterday => privilege-escalation
did bob escalate his privileges last 24 hours => privilege-escalation user=bob
/trail privilege-escalation last 30 days => privilege-escalation
signs of permissions being raised in account 210987654321 since nov 1 => privilege-escalation account=210987654321
has user svc-backup raised its own permissions in october? => privilege-escalation user=svc-backup
credential changes last 7 days => credential-changes
whose passwords were reset yesterday => credential-changes
/trail credential-changes erin this month => credential-changes user=erin
was an MFA device deactivated for any user since midnight => credential-changes
did someone change the console password of user april on tuesday => credential-changes user=april
user credentials changed (keys, passwords, mfa devices), last week, list => credential-changes
trust policy changes last 30 days => trust-changes
who edited the trust policy of role BreakGlass yesterday => trust-changes role=BreakGlass
/trail trust-changes data-lake-etl this week => trust-changes role=data-lake-etl
who suspended versioning on bucket acme-prod-logs yesterday => bucket-protection-changes bucket=acme-prod-logs
bucket encryption or logging changes last 7 days => bucket-protection-changes
/trail bucket-protection-changes q3-reports last month => bucket-protection-changes bucket=q3-reports
did anyone alter lifecycle rules on s3 buckets this week => bucket-protection-changes
object lock of \`last-week-backups\` modified in october? => bucket-protection-changes bucket=last-week-backups
was anything made public last 24h: snapshots, amis, functions => made-public
who made snapshot snap-0a9b8c7d6e5f40312 public => made-public resource=snap-0a9b8c7d6e5f40312
/trail made-public ami-0123456789abcdef0 last 7 days => made-public resource=ami-0123456789abcdef0
images or snapshots shared with other accounts in november => made-public
did someone share db snapshot orders-final-2026 publicly this week => made-public resource=orders-final-2026
which route53 records were changed since 06:00 => dns-changes
/trail dns-changes example.com last 48h => dns-changes resource=example.com
DNS record modifications in hosted zone Z0123456789ABCDEFGHIJ this week => dns-changes resource=Z0123456789ABCDEFGHIJ
show dns changes for api.acme.io on nov 19 => dns-changes resource=api.acme.io
load balancer changes last 12h => load-balancer-changes
any alb listeners or target groups modified this morning => load-balancer-changes
/trail load-balancer-changes prod-alb yesterday => load-balancer-changes resource=prod-alb
changes of load balancers in us-east-1 since monday => load-balancer-changes region=us-east-1
load balancer changes for checkout-nlb around 3am please => load-balancer-changes resource=checkout-nlb
were listener rules on our elbs edited last night => load-balancer-changes
database changes last 24 hours => database-changes
which rds databases were modified this week => database-changes
/trail database-changes orders-db-1 last 7 days => database-changes resource=orders-db-1
db changes on payments-aurora between 1am and 3am => database-changes resource=payments-aurora
any configuration changes to our databases in account 123456789012 yesterday => database-changes account=123456789012
DEPLOYMENTS today :rocket: => deployments
what was deployed to ecs in the last 3 hours => deployments service=ecs
/trail deployments lambda yesterday => deployments service=lambda
which stacks and pipelines rolled out code over the weekend => deployments
was there a deployment of function may-invoices before 4am => deployments resource=may-invoices
kms key changes last 30 days => key-changes
was kms key 1234abcd-12ab-34cd-56ef-1234567890ab scheduled for deletion this week => key-changes keyId=1234abcd-12ab-34cd-56ef-1234567890ab
/trail key-changes alias/payroll last 7 days => key-changes keyId=alias/payroll
any KMS keys disabled yesterday => key-changes
did somebody schedule deletion of kms keys since nov 1 => key-changes
changes of kms key alias/orders in october (disabled, policy, rotation) => key-changes keyId=alias/orders
<@U0TRAIL01> who tagged i-0abc123def4567890 last week => tag-history resource=i-0abc123def4567890
tag history of vol-0aa12bb34cc56dd78 => tag-history resource=vol-0aa12bb34cc56dd78
/trail tag-history q3-reports last 90 days => tag-history resource=q3-reports
tags were removed from sg-0a1b2c3d4e5f60718 yesterday, by whom => tag-history resource=sg-0a1b2c3d4e5f60718
which tags did people add or remove today => tag-history
who untaged the instance i-0c0ffee0c0ffee001 since monday => tag-history resource=i-0c0ffee0c0ffee001
whose access key is AKIAI44QH8DHBEXAMPLE => whose-key accessKeyId=AKIAI44QH8DHBEXAMPLE
/trail whose-key AKIA2E0A8F3B244C9986 => whose-key accessKeyId=AKIA2E0A8F3B244C9986
who owns AKIA5XMPL7QRSTUVWX23 => whose-key accessKeyId=AKIA5XMPL7QRSTUVWX23
to which user belongs the key AKIAIOSFODNN7EXAMPLE ? => whose-key accessKeyId=AKIAIOSFODNN7EXAMPLE
the key AKIA99ZZ88YY77XX66WW - whose is it => whose-key accessKeyId=AKIA99ZZ88YY77XX66WW
trace session ASIAQ3EGRXYZ12345678 back to the person => session-trace accessKeyId=ASIAQ3EGRXYZ12345678
/trail session-trace ASIA5XMPL7QRSTUVWX23 yesterday => session-trace accessKeyId=ASIA5XMPL7QRSTUVWX23
session trace for carol today => session-trace user=carol
what did the role of instance i-0abc123def4567890 do last 12h => instance-credentials resource=i-0abc123def4567890
/trail instance-credentials i-0f00ba4f00ba4f001 yesterday => instance-credentials resource=i-0f00ba4f00ba4f001
calls made with the instance profile credentials of i-0c0ffee0c0ffee001 this week => instance-credentials resource=i-0c0ffee0c0ffee001
usage of the instance credentials from i-09f8e7d6c5b4a3210, last 3 days => instance-credentials resource=i-09f8e7d6c5b4a3210
were the credentials of the ec2 instance i-0123456789abcdef0 used on nov 18 and for what => instance-credentials resource=i-0123456789abcdef0
sso activity of priya.nair@acme.io last 7 days => sso-activity user=priya.nair@acme.io
/trail sso-activity k.tanaka@acme.io yesterday => sso-activity user=k.tanaka@acme.io
identity center sign-ins and calls of carol this week => sso-activity user=carol
what did the sso user friday@corp.com sign in to and call since monday => sso-activity user=friday@corp.com
did identity center user <mailto:may@acme.io|may@acme.io> do something over the weekend => sso-activity user=may@acme.io
is what alice did last night normal for her => actor-profile user=alice
/trail actor-profile user svc-backup last 24h => actor-profile user=svc-backup
is such activity typical for user dmitri => actor-profile user=dmitri
did aws support access our accounts last 90 days => provider-access
/trail provider-access last month => provider-access
which vendor roles were used in our environment this week => provider-access
auditor question: access by AWS Support or third party vendors in Q3 => provider-access
any odd logins last night => odd-logins
suspicious sign-ins of user carol this week => odd-logins user=carol
/trail odd-logins last 7 days => odd-logins
logins at strange hours or from strange countries since monday => odd-logins
did alice sign in in an unusual way yesterday => odd-logins user=alice
weird console sign-ins, out of ordinary, november? => odd-logins
why was alice denied s3:GetObject yesterday => why-denied user=alice action=s3:GetObject
/trail why-denied bob last hour => why-denied user=bob
why does role ci-deploy get refused on iam:PassRole since this morning => why-denied role=ci-deploy action=iam:PassRole
reason for the access denied of user june on bucket q3-reports today => why-denied user=june resource=q3-reports
my call kms:Decrypt was refused 20 minutes ago, why => why-denied action=kms:Decrypt
what is the cause why user svc-backup was not allowed to call CreateSnapshot last night => why-denied user=svc-backup action=CreateSnapshot
throttling last 3 hours => throttling
which calls were throttled on ec2 yesterday => throttling service=ec2
/trail throttling dynamodb last 24h => throttling service=dynamodb
Rate exceeded / ThrottlingException errors in us-east-1 today => throttling region=us-east-1
did sts rate limits get hit this week => throttling service=sts
capacity failures last 24 hours => capacity-failures
instance launches refused for insufficient capacity since midnight => capacity-failures
/trail capacity-failures ec2 yesterday => capacity-failures service=ec2
did launches fail because of quota limits in ap-south-1 this week => capacity-failures region=ap-south-1
which launches hit a vCPU quota on monday => capacity-failures
which regions are in use, last 30 days => region-activity
region activity last week => region-activity
/trail region-activity this month => region-activity
what regions and services did we use in october => region-activity
overview of services and regions used by account 123456789012 in Q3 => region-activity account=123456789012
any signs of enumeration last 24h => recon
is user dmitri doing reconnaissance today => recon user=dmitri
/trail recon last 7 days => recon
reconnaissance activity in eu-west-1 since yesterday => recon region=eu-west-1
signs of data exfiltration last 24 hours => exfiltration
did bob take data out of the company last week => exfiltration user=bob
/trail exfiltration last 30 days => exfiltration
is data leaving our account since midnight?? => exfiltration
any indication user svc-backup exfiltrated data on nov 15 => exfiltration user=svc-backup
check for data theft / exfil in november => exfiltration
mass deletions last 24h => destructive-burst
is someone sabotaging us, many deletes at once since 1am => destructive-burst
/trail destructive-burst yesterday => destructive-burst
burst of destructive calls in account 210987654321 last night => destructive-burst account=210987654321
signs of sabotage by user bob this week => destructive-burst user=bob
signs of crypto mining last 7 days => compute-abuse
is someone abusing our compute for coin mining since yesterday => compute-abuse
/trail compute-abuse this week => compute-abuse
compute abuse in ap-southeast-1 over the weekend, gpu fleets etc => compute-abuse region=ap-southeast-1
any indications of mining with stolen credentials today => compute-abuse
show event 7f3c2a10-1b2c-4d3e-8f90-a1b2c3d4e5f6 in full => event eventId=7f3c2a10-1b2c-4d3e-8f90-a1b2c3d4e5f6
/trail event 0e1d2c3b-4a59-4687-9786-a5b4c3d2e1f0 => event eventId=0e1d2c3b-4a59-4687-9786-a5b4c3d2e1f0
full json of the event id \`5b8c1f7e-9d3a-4e21-b6c4-0f1e2d3c4b5a\` please => event eventId=5b8c1f7e-9d3a-4e21-b6c4-0f1e2d3c4b5a
details about event a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d => event eventId=a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d
what is in eventID c9d8e7f6-a5b4-4c3d-9e2f-1a0b9c8d7e6f from yesterday => event eventId=c9d8e7f6-a5b4-4c3d-9e2f-1a0b9c8d7e6f
i need the whole record for event 11aa22bb-33cc-44dd-88ee-55ff66aa77bb, all fields => event eventId=11aa22bb-33cc-44dd-88ee-55ff66aa77bb
latest events => recent
<@U0TRAIL01> show the last 20 events => recent
/trail recent lambda => recent service=lambda
the 10 newest events by user erin => recent user=erin
most recent events in eu-west-1 => recent region=eu-west-1
which accounts have logs => coverage
log coverage last 30 days => coverage
/trail coverage 123456789012 => coverage account=123456789012
for what days do you have logs from account 210987654321 => coverage account=210987654321
are there regions or accounts without any logs in october => coverage
how far back do the logs reach and for which regions => coverage
what can you do => help
<@U0TRAIL01> which questions can I ask you? => help
hey, how do i use this bot => help
show me your commands => help
im new here, what are you able to answer => help
sg-0badc0de was modified by who yesterday => who-changed resource=sg-0badc0de
who edited lambda \`friday-mailer\` last 24 hours => who-changed resource=friday-mailer
<@U0TRAIL01> who’s been changing <https://console.aws.amazon.com/vpc|rtb-0c4d5e6f> since monday => who-changed resource=rtb-0c4d5e6f
*who altered role AdminRole this week* => who-changed resource=AdminRole
/trail who-changed sg-20170216 last 7 days => who-changed resource=sg-20170216
table tuesday-orders got updated last night, who did that :eyes: => who-changed resource=tuesday-orders
who updated sg-5887f224 &amp; sg-0badc0de on tuesday => who-changed resource=sg-5887f224,sg-0badc0de
history of sg-5887f224 last 30 days => resource-history resource=sg-5887f224
What Happened To i-0abc123def4567890 last night => resource-history resource=i-0abc123def4567890
everything on vpc-0a1b2c3d this month => resource-history resource=vpc-0a1b2c3d
show all events touching queue \`sunday-jobs\` yesterday => resource-history resource=sunday-jobs
/trail resource-history second-thursday-report last 7 days => resource-history resource=second-thursday-report
<@U0TRAIL01> timeline for rds instance “orders-db-1” since yesterday => resource-history resource=orders-db-1
full history i-0fedcba9876543210 on tuesday, reads included => resource-history resource=i-0fedcba9876543210
who provisioned i-0abc123def4567890 yesterday => who-created resource=i-0abc123def4567890
user “may” was created by whom last week => who-created resource=may
who made bucket today-reports last 3 days => who-created resource=today-reports
/trail who-created vpc-0a1b2c3d this month => who-created resource=vpc-0a1b2c3d
hey <@U0TRAIL01> who set up the role march-madness on monday => who-created resource=march-madness
nat-0aa11bb22 created this morning, by whom :eyes: => who-created resource=nat-0aa11bb22
who stood up rds instance orders-db-1 this quarter => who-created resource=orders-db-1
who killed i-0abc123def4567890 last night => who-deleted resource=i-0abc123def4567890
Who deleted table \`tuesday-orders\` yesterday? => who-deleted resource=tuesday-orders
bucket last-week-backups was removed by who this week => who-deleted resource=last-week-backups
<@U0TRAIL01> who terminated i-0fedcba9876543210 between 2 and 4pm yesterday => who-deleted resource=i-0fedcba9876543210
vol-0123abcd deletion last 24 hours - who did it => who-deleted resource=vol-0123abcd
who dropped rds instance orders-db-1 on sunday => who-deleted resource=orders-db-1
*who destroyed nat-0aa11bb22 today* => who-deleted resource=nat-0aa11bb22
what has bob been up to this week => user-activity user=bob
/trail user-activity friday@corp.com last 24 hours => user-activity user=friday@corp.com
show activity of <mailto:erin@corp.com|erin@corp.com> last night => user-activity user=erin@corp.com
user “sun” activity last 2 days => user-activity user=sun
everything <@U02ABCD34> did since monday => user-activity user=@U02ABCD34
api calls made by ci-bot between 9 and 11am today => user-activity user=ci-bot
what did role ci-deploy do today => role-activity role=ci-deploy
actions of the AdminRole role last 3 days => role-activity role=AdminRole
/trail role-activity march-madness last week => role-activity role=march-madness
what was the \`ec2-app\` role doing last night => role-activity role=ec2-app
what did sessions of role noon-cron do yesterday :eyes: => role-activity role=noon-cron
activity by arn:aws:iam::123456789012:role/ci-deploy last 12h => role-activity role=arn:aws:iam::123456789012:role/ci-deploy
did role march-madness touch anything this month => role-activity role=march-madness
which calls did AKIAI44QH8DHBEXAMPLE make yesterday => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
calls with access key AKIAIOSFODNN7EXAMPLE last 7 days => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
last night ASIAIOSFODNN7EXAMPLE => access-key-activity accessKeyId=ASIAIOSFODNN7EXAMPLE
/trail access-key-activity AKIAIOSFODNN7EXAMPLE today => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
was key \`AKIAI44QH8DHBEXAMPLE\` used this week => access-key-activity accessKeyId=AKIAI44QH8DHBEXAMPLE
activity of the leaked key ASIAIOSFODNN7EXAMPLE last 24 hours => access-key-activity accessKeyId=ASIAIOSFODNN7EXAMPLE
what came from 203.0.113.7 yesterday => ip-activity ip=203.0.113.7
activity from ip 198.51.100.23 last 3 days => ip-activity ip=198.51.100.23
who called from 10.2.17.16 today => ip-activity ip=10.2.17.16
/trail from ip 203.0.113.200 this morning :eyes: => ip-activity ip=203.0.113.200
<@U0TRAIL01> any calls from 198.51.100.23 last night => ip-activity ip=198.51.100.23
requests by address *203.0.113.7* last 2 weeks => ip-activity ip=203.0.113.7
what’s 10.2.17.16 been doing this week => ip-activity ip=10.2.17.16
which calls  failed last night => failed-calls
errors by alice yesterday => failed-calls user=alice
failed requests from 203.0.113.7 last 6 hours => failed-calls ip=203.0.113.7
failing lambda calls today => failed-calls service=lambda
/trail failed-calls user ci-bot last 24 hours => failed-calls user=ci-bot
role ci-deploy errors this week => failed-calls role=ci-deploy
unsuccesful api calls in eu-west-1 since monday => failed-calls region=eu-west-1
who got access denied yesterday => access-denied
permission errors for ci-bot last 3 days => access-denied user=ci-bot
access denied for role ci-deploy today => access-denied role=ci-deploy
denied kms calls last week => access-denied service=kms
AccessDenied from 10.2.17.16 last night => access-denied ip=10.2.17.16
/trail access-denied alice last 24 hours => access-denied user=alice
*unauthorized calls this week* => access-denied
who logged in yesterday => console-logins
console logins last 7 days => console-logins
did bob log into the console this week => console-logins user=bob
console sign-ins from 198.51.100.23 last month => console-logins ip=198.51.100.23
/trail console-logins erin last 24 hours => console-logins user=erin
last 20 console logins today => console-logins
successful console logins by friday@corp.com since monday => console-logins user=friday@corp.com
failed logins last night => failed-logins
wrong password attempts yesterday => failed-logins
login failures from 198.51.100.23 last 24 hours => failed-logins ip=198.51.100.23
/trail failed-logins last 7 days => failed-logins
who could not log in today :eyes: => failed-logins
logins without mfa last 30 days => logins-without-mfa
<@U0TRAIL01> who logged in without mfa yesterday => logins-without-mfa
did alice sign in without mfa this week => logins-without-mfa user=alice
/trail logins-without-mfa last 7 days => logins-without-mfa
non-mfa console logins today => logins-without-mfa
no mfa sign-ins by carol last month => logins-without-mfa user=carol
was the root account used yesterday => root-activity
what did root do last week => root-activity
root user actions in account 123456789012 this month => root-activity account=123456789012
/trail root-activity last 90 days => root-activity
did the root user do anything last night :eyes: => root-activity
anything by root this morning => root-activity
IAM changes last 24 hrs => iam-changes
iam changes by alice this week => iam-changes user=alice
new iam users last 7 days => iam-changes
/trail iam-changes ci-bot last 3 days => iam-changes user=ci-bot
did anyone attach a policy to a user last night => iam-changes
iam roles created or deleted this month => iam-changes
security group changes yesterday => security-group-changes
who changed security groups last 7 days => security-group-changes
sg changes by alice this week => security-group-changes user=alice
/trail security-group-changes last 24 hours => security-group-changes
new ingress rules last night => security-group-changes
did ci-bot edit any security groups today => security-group-changes user=ci-bot
sg rules added or removed last month => security-group-changes
what was changed in the network yesterday => network-changes
route table changes last 7 days => network-changes
<@U0TRAIL01> who changed nacls last week => network-changes
/trail network-changes today => network-changes
vpc peering changes this month => network-changes
new internet gateways last night => network-changes
who changed the policy of bucket today-reports yesterday => bucket-policy-changes bucket=today-reports
bucket policy changes last week => bucket-policy-changes
public access settings of bucket “last-week-backups” changed last 24 hours => bucket-policy-changes bucket=last-week-backups
/trail bucket-policy-changes 2026-11-18-dump this month => bucket-policy-changes bucket=2026-11-18-dump
s3 acl changes today => bucket-policy-changes
did anyone edit the bucket policy on s3://payroll-exports last night => bucket-policy-changes bucket=payroll-exports
who read from bucket today-reports yesterday => bucket-access bucket=today-reports
who accessed s3://last-week-backups last 3 days => bucket-access bucket=last-week-backups
access to bucket payroll-exports this week => bucket-access bucket=payroll-exports
/trail bucket-access 2026-11-18-dump last 24 hours => bucket-access bucket=2026-11-18-dump
who downloaded objects from bucket sunday-dumps last night :eyes: => bucket-access bucket=sunday-dumps
bucket \`friday-uploads\` reads and writes today => bucket-access bucket=friday-uploads
hey <@U0TRAIL01> who put files in bucket payroll-exports on monday => bucket-access bucket=payroll-exports
anonymous s3 requests last 7 days => anonymous-s3
anonymous access to bucket today-reports yesterday => anonymous-s3 bucket=today-reports
unauthenticated s3 calls last night => anonymous-s3
/trail anonymous-s3 payroll-exports this week => anonymous-s3 bucket=payroll-exports
did anyone read bucket sunday-dumps without credentials today => anonymous-s3 bucket=sunday-dumps
s3 hits by anonymous users last month => anonymous-s3
TOP CALLERS yesterday => top-callers
who calls s3 the most this week => top-callers service=s3
most active users last 24 hours => top-callers
/trail top-callers lambda today => top-callers service=lambda
*busiest principals last night* => top-callers
top errors yesterday => top-errors
most frequent errors this week => top-errors
top 5 error codes last night => top-errors
top errors for lambda last 24 hours => top-errors service=lambda
/trail top-errors today => top-errors
which errors happen most last 7 days :eyes: => top-errors
how many events yesterday => event-counts
number of api calls past 7 days => event-counts
how many s3 calls last night => event-counts service=s3
count RunInstances calls this week => event-counts action=RunInstances
/trail event-counts today => event-counts
how many events in eu-west-1 last 24 hours => event-counts region=eu-west-1
new ips last 7 days => new-ips
new ip adresses for alice yesterday => new-ips user=alice
ips never seen before this week => new-ips
/trail new-ips ci-bot last 24 hours => new-ips user=ci-bot
did bob use a new ip today => new-ips user=bob
<@U0TRAIL01> first-seen source ips last night => new-ips
unusual volume yesterday => unusual-volume
unusual call volume by ci-bot last 24 hours => unusual-volume user=ci-bot
any spike in api calls last night => unusual-volume
/trail unusual-volume last 7 days => unusual-volume
more calls than usual from alice today => unusual-volume user=alice
api call spikes this week :chart_with_upwards_trend: => unusual-volume
cross-account access last 7 days => cross-account
calls from other accounts yesterday => cross-account
what did account 210987654321 do here last 24 hours => cross-account account=210987654321
/trail cross-account 210987654321 this month => cross-account account=210987654321
external accounts calling us last night => cross-account
cross account activity from 345678901234 this week => cross-account account=345678901234
who assumed role ci-deploy last 24 hours => assumed-role role=ci-deploy
/trail march-madness role assumed last 7 days, who => assumed-role role=march-madness
ec2-app role assumed by whom today => assumed-role role=ec2-app
role assumptions from 198.51.100.23 this week => assumed-role ip=198.51.100.23
assumerole calls into role ci-deploy on sunday => assumed-role role=ci-deploy
instances launched yesterday => instance-launches
ec2 launches in eu-west-1 this week => instance-launches region=eu-west-1
/trail instance-launches alice last 7 days => instance-launches user=alice
did ci-bot launch any instances last night => instance-launches user=ci-bot
new instances today => instance-launches
boxes spun up by bob in us-west-2 on monday => instance-launches user=bob region=us-west-2
who used kms key alias/payroll yesterday => key-usage keyId=alias/payroll
usage of key 1234abcd-12ab-34cd-56ef-1234567890ab last 7 days => key-usage keyId=1234abcd-12ab-34cd-56ef-1234567890ab
who decrypted with \`alias/orders\` last night => key-usage keyId=alias/orders
<@U0TRAIL01> which principals used key 1234abcd-12ab-34cd-56ef-1234567890ab today => key-usage keyId=1234abcd-12ab-34cd-56ef-1234567890ab
kms key usage this week => key-usage
kms key alias/may-2026 was used by whom last 3 days => key-usage keyId=alias/may-2026
who looked up the secret may-the-4th last 3 days => secret-access secret=may-the-4th
secrets read by alice yesterday => secret-access user=alice
who accessed secrets last night => secret-access
/trail secret-access prod/api/token this week => secret-access secret=prod/api/token
who fetched parameter /prod/db/url last 24 hours => secret-access secret=/prod/db/url
did ci-bot get secret prod/stripe/key today => secret-access user=ci-bot secret=prod/stripe/key
who looked at secrets &amp; parameters on wednesday => secret-access
trail tampering last 7 days => trail-tampering
who stopped the trail org-trail yesterday => trail-tampering resource=org-trail
was cloudtrail turned off last night :eyes: => trail-tampering
/trail trail-tampering last 24 hours => trail-tampering
did alice disable guardduty this week => trail-tampering user=alice
cloudtrail logging disabled by whom last month => trail-tampering
new actions by role ci-deploy last 7 days => new-actions role=ci-deploy
what did alice do for the first time yesterday => new-actions user=alice
actions never seen before for ci-bot last 24 hours => new-actions user=ci-bot
/trail new-actions bob this week => new-actions user=bob
first-time actions of role ec2-app today => new-actions role=ec2-app
did erin call anything new last night => new-actions user=erin
which permissions does role ec2-app actually use last 90 days => least-privilege role=ec2-app
least privilege for AdminRole last 30 days => least-privilege role=AdminRole
what actions has role ci-deploy really used this month => least-privilege role=ci-deploy
/trail least-privilege march-madness last 90 days => least-privilege role=march-madness
permissions used by role \`noon-cron\` last 6 months => least-privilege role=noon-cron
AdminRole role last 2 months: which actions did it really use => least-privilege role=AdminRole
what changed in eu-west-1 last 24 hours => what-changed region=eu-west-1
security groups opened to 0.0.0.0/0 last 7 days => opened-to-world cidr=0.0.0.0/0
what changed around instance i-0abc123def4567890 last 24 hours => instance-exposure resource=i-0abc123def4567890
manual changes by alice last week => manual-changes user=alice
privilege escalation by bob last 30 days => privilege-escalation user=bob
/trail credential-changes erin last 7 days => credential-changes user=erin
trust policy changes on role AdminRole this week => trust-changes role=AdminRole
versioning turned off on bucket last-week-backups yesterday => bucket-protection-changes bucket=last-week-backups
snapshots made public last 30 days => made-public
dns records edited yesterday => dns-changes
load balancer changes last night => load-balancer-changes
database modifications last 24 hours => database-changes
deployments today => deployments
kms keys disabled or scheduled for deletion last 30 days => key-changes
who tagged i-0abc123def4567890 yesterday => tag-history resource=i-0abc123def4567890
trace ASIAIOSFODNN7EXAMPLE back to the person yesterday => session-trace accessKeyId=ASIAIOSFODNN7EXAMPLE
what did the instance role of i-0abc123def4567890 do last 12h => instance-credentials resource=i-0abc123def4567890
sso activity of alice@corp.com last 7 days => sso-activity user=alice@corp.com
is this normal for ci-bot => actor-profile user=ci-bot
aws support access last 30 days => provider-access
odd logins last 7 days => odd-logins
why did alice get denied on s3:GetObject yesterday => why-denied user=alice action=s3:GetObject
throttled calls last 6 hours => throttling
launches refused for lack of capacity yesterday => capacity-failures
which regions are in use last 30 days => region-activity
signs of enumeration last 24 hours => recon
signs of data exfiltration yesterday => exfiltration
destructive burst last night => destructive-burst
crypto mining last 7 days, any signs => compute-abuse
show event 3f2a9c1e-7b64-4d0a-9e55-0c1d2e3f4a5b => event eventId=3f2a9c1e-7b64-4d0a-9e55-0c1d2e3f4a5b
last 20 events => recent
which accounts and regions have logs => coverage
hey <@U0TRAIL01> i need help with this bot => help
/trail help me => help
what kind of things can you do => help
what can i ask you? => help
who read the payroll bucket yesterday => bucket-access bucket=payroll
bucket payroll access yesterday => bucket-access bucket=payroll
what did carol do yesterday => user-activity user=carol
audit trial of table orders => resource-history resource=orders
who used AssumeRole on AdminRole yesterday => assumed-role role=AdminRole
GetSecretValue on \`prod/db/password\` this morning => secret-access secret=prod/db/password
StopLogging calls yesterday => trail-tampering
who called StopLogging => trail-tampering
ConsoleLogin events since thursday 18:00 => console-logins
list AssumeRole into OrganizationAccountAccessRole since tuesday => assumed-role role=OrganizationAccountAccessRole
StopLogging or DeleteTrail calls since september => trail-tampering
GetObject and PutObject on landing-zone-logs from 9:30 to 10:15 today => bucket-access bucket=landing-zone-logs
PutBucketPolicy or PutBucketAcl on any bucket, past 36 hours => bucket-policy-changes
AuthorizeSecurityGroupIngress on sg-0badc0de => who-changed resource=sg-0badc0de
AuthorizeSecurityGroupIngress today => security-group-changes
RunInstances by alice last 2 days => instance-launches user=alice
CreateUser events today => iam-changes
how many RunInstances calls => event-counts action=RunInstances
CreateRoute last week => network-changes
who ran ScheduleKeyDeletion on alias/payroll => key-changes keyId=alias/payroll
UpdateFunctionCode on today-lambda yesterday => deployments resource=today-lambda
who called PutBucketPolicy on bucket payroll => bucket-policy-changes bucket=payroll
failed ConsoleLogin events => failed-logins
assume role events for noon-cron last 3 days => assumed-role role=noon-cron
access bucket payroll yesterday => bucket-access bucket=payroll
are we throttled => throttling
who added queue \`sunday-jobs\` last 24 hours => who-created resource=sunday-jobs
failed console logins alice this week => failed-logins user=alice
who became role AdminRole last night => assumed-role role=AdminRole
users without mfa signing in today => logins-without-mfa
which rate limits did we hit yesterday => throttling
public snapshots last week => made-public
who changed the tags of i-0abc123def4567890 => tag-history resource=i-0abc123def4567890
who created access keys for alice => credential-changes user=alice
who deleted access keys of alice yesterday => credential-changes user=alice
access keys created by alice => iam-changes user=alice
access key changes by alice => iam-changes user=alice
who created an access key for bob => credential-changes user=bob
failed calls for alice => failed-calls user=alice
/trail logins-without-mfa sun last month => logins-without-mfa user=sun
/trail iam-changes may 2d => iam-changes user=may
/trail user-activity pizza yesterday => user-activity user=pizza
/trail failed-logins user=pizza => failed-logins user=pizza
who deleted s3://payroll/2026/report.csv yesterday => who-deleted resource=payroll/2026/report.csv
what happened to s3://payroll/report.csv => resource-history resource=payroll/report.csv
who read s3://payroll/report.csv => bucket-access bucket=payroll
who read s3://payroll => bucket-access bucket=payroll
first actions of alice => new-actions user=alice
who invoked pipeline release-main => deployments resource=release-main
where did sg-5887f224 come from => who-created resource=sg-5887f224
got paged, who edited sg-0a1b2c3d4e5f60718 since midnight => who-changed resource=sg-0a1b2c3d4e5f60718
rtb-0fe12dc34ba56789a: modified by who? past 2 days => who-changed resource=rtb-0fe12dc34ba56789a
pls tell me which person updated the lambda payments-webhook on monday => who-changed resource=payments-webhook
/trail who-changed eni-0c9d8e7f6a5b4c3d2 last 45 minutes => who-changed resource=eni-0c9d8e7f6a5b4c3d2
anyone know who altered acl-0123abcd4567ef890 and vpc-0aa11bb22cc33dd44 this week => who-changed resource=acl-0123abcd4567ef890,vpc-0aa11bb22cc33dd44
<@U0TRAIL01> who made changes to <https://console.aws.amazon.com/ec2/sg|sg-0badc0de> yesterday evening => who-changed resource=sg-0badc0de
who modifed i-0ff1ce0ff1ce0ff1c on 12 november => who-changed resource=i-0ff1ce0ff1ce0ff1c
everything that happened to vol-0123456789abcdef0 over the last 10 days => resource-history resource=vol-0123456789abcdef0
full history of snap-0a9b8c7d6e5f43210 this month => resource-history resource=snap-0a9b8c7d6e5f43210
eni-0d1c2b3a4f5e69788 - every event on it, reads as well, past 6 hrs => resource-history resource=eni-0d1c2b3a4f5e69788
hey what happened to arn:aws:iam::123456789012:policy/billing-read since tuesday => resource-history resource=arn:aws:iam::123456789012:policy/billing-read
who spun up i-0d00d1e5d00d1e500 last night => who-created resource=i-0d00d1e5d00d1e500
vpce-0a1b2c3d4e5f6a7b8 was created by which user? last week => who-created resource=vpce-0a1b2c3d4e5f6a7b8
who creatd the queue nightly-dispatch this quarter => who-created resource=nightly-dispatch
hi, the auditors want to know who created bucket audit-evidence-2026 in the last 6 months => who-created resource=audit-evidence-2026
/trail who-created snap-0cafe0cafe0cafe01 last 30 days => who-created resource=snap-0cafe0cafe0cafe01
who set up the role data-export-tmp in october => who-created resource=data-export-tmp
who deleted the table user-sessions yesterday afternoon => who-deleted resource=user-sessions
the stack billing-core is gone, who removed it last night => who-deleted resource=billing-core
WHO TERMINATED i-0deadbeef1234567a AT 3:10AM => who-deleted resource=i-0deadbeef1234567a
what got deleted in the last 20 minutes => who-deleted
snap-0beefbeefbeefbeef deletd by whom since sunday => who-deleted resource=snap-0beefbeefbeefbeef
which user released eipalloc-0a1b2c3d4e5f67890 this month => who-deleted resource=eipalloc-0a1b2c3d4e5f67890
what has dmitri been up to since 10am => user-activity user=dmitri
anyone know what <mailto:bob.smith@corp.com|bob.smith@corp.com> did over the weekend => user-activity user=bob.smith@corp.com
list everything user reporting-sync did between 02:00 and 04:00 UTC => user-activity user=reporting-sync
/trail user-activity kenji last week => user-activity user=kenji
show me <@U07QX2LMN>'s activity today => user-activity user=@U07QX2LMN
user may, all actions on thursday pls => user-activity user=may
what did autoscaling.amazonaws.com do in the past hour => user-activity user=autoscaling.amazonaws.com
what did the role BreakGlassAdmin do last weekend => role-activity role=BreakGlassAdmin
activity of role glue-etl-runner from 1am to 5am => role-activity role=glue-etl-runner
everything done by role arn:aws:iam::123456789012:role/payments-task since yesterday => role-activity role=arn:aws:iam::123456789012:role/payments-task
role data-sync, what has it been doing the past 90 minutes => role-activity role=data-sync
what has AKIAQ3EGRZ7XW5NVKT2M been doing this month => access-key-activity accessKeyId=AKIAQ3EGRZ7XW5NVKT2M
hey, calls made with access key AKIAZ4TJ6PLM2W8RBCDE past 2h => access-key-activity accessKeyId=AKIAZ4TJ6PLM2W8RBCDE
leaked key AKIA5HNB7VCXQ9ZKLM2P: everything it did since november 3 => access-key-activity accessKeyId=AKIA5HNB7VCXQ9ZKLM2P
ASIAX7QWERT5YUIOP3LK last 30 min => access-key-activity accessKeyId=ASIAX7QWERT5YUIOP3LK
/trail access-key-activity AKIAY2UIOPLKJH7G6F5D last 7 days => access-key-activity accessKeyId=AKIAY2UIOPLKJH7G6F5D
soc flagged 203.0.113.77, what came from this address in the last 3h => ip-activity ip=203.0.113.77
anything from 2001:db8::1f last week? => ip-activity ip=2001:db8::1f
requests originating from 10.44.0.9 between 9 and 11am yesterday => ip-activity ip=10.44.0.9
which api calls came from 198.51.100.0/24 since monday => ip-activity ip=198.51.100.0/24
all activty from the ip 192.0.2.61 today => ip-activity ip=192.0.2.61
which calls failed for deploy-bot in the last hour => failed-calls user=deploy-bot
failed api calls by role snowflake-loader since 6am => failed-calls role=snowflake-loader
dynamodb calls that failed between 3am and 3:30am => failed-calls service=dynamodb
were there any failing calls in ap-southeast-2 past 15 min => failed-calls region=ap-southeast-2
failed requests from 198.51.100.90 today => failed-calls ip=198.51.100.90
/trail failed-calls 20m => failed-calls
who keeps getting access denied on kms today => access-denied service=kms
permission denied errors for role airflow-worker last 4 hours => access-denied role=airflow-worker
acess denied for maria yesterday => access-denied user=maria
unauthorized calls by ctr-jbell since tuesday => access-denied user=ctr-jbell
AccessDenied from 203.0.113.15 between 22:00 and 23:00 => access-denied ip=203.0.113.15
who logged into the aws console last night => console-logins
did fatima log in yesterday morning => console-logins user=fatima
console sign-ins from 198.51.100.4 this week => console-logins ip=198.51.100.4
list all successful console logins in october pls, it's for the auditor => console-logins
has sven signed in to the console in the past 30 days => console-logins user=sven
is someone brute forcing console logins since midnight => failed-logins
console logins that failed for hr-admin this week => failed-logins user=hr-admin
unsuccessful sign-ins from 203.0.113.240 past 12h => failed-logins ip=203.0.113.240
sign-ins with no mfa last quarter => logins-without-mfa
did olga log in without mfa on thursday => logins-without-mfa user=olga
console logins lacking mfa in october, for the pci audit => logins-without-mfa
who skipped mfa when signing in this week => logins-without-mfa
has the root account been used in the last 90 days => root-activity
root user activity in account 111122223333 last month => root-activity account=111122223333
what did root do on sunday => root-activity
any use of the root user since october 1 => root-activity
what changed in iam overnight => iam-changes
new iam users or policies created last week => iam-changes
iam modifications by svc-onboarding since monday => iam-changes user=svc-onboarding
who has been editing iam policies and roles this month => iam-changes
which security groups were modified overnight => security-group-changes
security group rule edits by nadia past 8 hours => security-group-changes user=nadia
*were any inbound rules added or removed on security groups around 3am* => security-group-changes
securty group changes this week => security-group-changes
route table edits since yesterday => network-changes
did anybody change nacls, nat gateways or peering last night => network-changes
vpc / subnet / gateway changes between 1pm and 2pm yesterday => network-changes
network chages in eu-central-1 today => network-changes region=eu-central-1
who changed the policy on bucket finance-exports last month => bucket-policy-changes bucket=finance-exports
bucket acl changes this week => bucket-policy-changes
was the public access block removed from bucket customer-docs yesterday => bucket-policy-changes bucket=customer-docs
s3://legal-hold-archive - bucket policy edits in the last 60 days => bucket-policy-changes bucket=legal-hold-archive
who downloaded objects from bucket hr-salaries on wednesday => bucket-access bucket=hr-salaries
object reads on s3://board-minutes since monday => bucket-access bucket=board-minutes
who wrote objects to the bucket “etl-landing” between 2 and 3am => bucket-access bucket=etl-landing
hey which principals accessed bucket \`raw-telemetry\` past 4h => bucket-access bucket=raw-telemetry
unauthenticated requests to bucket press-kit last 7 days => anonymous-s3 bucket=press-kit
anonymous access to our s3 yesterday? => anonymous-s3
anybody reading bucket static-assets-cdn without credentials today => anonymous-s3 bucket=static-assets-cdn
who makes the most api calls, last 15 min => top-callers
top 5 callers of kms since yesterday => top-callers service=kms
<@U0TRAIL01> which principals were most active today => top-callers
who calls DescribeInstances the most this week => top-callers action=DescribeInstances
top 10 errors this month => top-errors
which errors are most frequent on lambda this week => top-errors service=lambda
most frequent errors of AssumeRole yesterday => top-errors action=AssumeRole
whats failing the most past hour :fire: => top-errors
count of events by name last 24h => event-counts
how often was DeleteObject called yesterday => event-counts action=DeleteObject
which events happen most often today, top 20 => event-counts
event counts for sqs last 3 hours => event-counts service=sqs
did leila come from an ip we have never seen before this week => new-ips user=leila
any never-before-seen source ips yesterday => new-ips
source addresses not seen before, past 3 days => new-ips
new ips for svc-reporting since october 25 => new-ips user=svc-reporting
is anyone making way more calls than usual today => unusual-volume
unusual spike in api calls by batch-runner between 2am and 4am => unusual-volume user=batch-runner
did etl-user make an unusual number of calls on tuesday => unusual-volume user=etl-user
calls from other aws accounts into ours this week => cross-account
has account 444455556666 accessed our resources last month => cross-account account=444455556666
principals of other accounts that called us past 30 days => cross-account
cross account acess in the last 2 weeks => cross-account
which people assumed role ProdReadWrite since 1am => assumed-role role=ProdReadWrite
who has been assuming the role arn:aws:iam::123456789012:role/OrgAdmin this month => assumed-role role=arn:aws:iam::123456789012:role/OrgAdmin
roles assumed from 198.51.100.44 yesterday => assumed-role ip=198.51.100.44
did anyone assume BreakGlass over the weekend => assumed-role role=BreakGlass
role Support-L3 was assumd by whom last night => assumed-role role=Support-L3
who launched ec2 instances in us-east-2 overnight => instance-launches region=us-east-2
new ec2 instances launched by jenkins yesterday => instance-launches user=jenkins
instance launches during the last 3 hours => instance-launches
were any ec2 servers spun up on sunday => instance-launches
who decrypted with alias/customer-pii this week => key-usage keyId=alias/customer-pii
usage of kms key 1234abcd-12ab-34cd-56ef-1234567890ab last 24h => key-usage keyId=1234abcd-12ab-34cd-56ef-1234567890ab
which principals used kms key alias/ledger in november => key-usage keyId=alias/ledger
/trail key-usage alias/tokens last 12h => key-usage keyId=alias/tokens
who fetched the secret staging/stripe/api-key on wednesday => secret-access secret=staging/stripe/api-key
did yusuf read any secrets today => secret-access user=yusuf
reads of ssm parameter /prod/db/password past 2 days => secret-access secret=/prod/db/password
which secrets were read between 3am and 4am => secret-access
did anybody disable guardduty or cloudtrail last week => trail-tampering
did contractor7 tamper with cloudtrail this month => trail-tampering user=contractor7
was cloudtrail or the config recorder switched off this quarter => trail-tampering
what did role ml-trainer do for the first time this week => new-actions role=ml-trainer
actions that tomas has never done before, yesterday => new-actions user=tomas
first-time actions last 3 days => new-actions
new actions for backup-svc today => new-actions user=backup-svc
which permissions did role lambda-thumbnailer actually use in the last 60 days => least-privilege role=lambda-thumbnailer
least-privilege policy for role ecs-checkout, last 3 months => least-privilege role=ecs-checkout
/trail least-privilege reporting-ro last 90 days => least-privilege role=reporting-ro
actions really used by role arn:aws:iam::123456789012:role/crm-sync past 6 months => least-privilege role=arn:aws:iam::123456789012:role/crm-sync
hey what changed since 2:45am => what-changed
everything changed in eu-west-3 in the last 90 minutes => what-changed region=eu-west-3
all changes in account 222233334444 yesterday => what-changed account=222233334444
what changed in lambda last night => what-changed service=lambda
whats changed in the last 30 mins, im on call => what-changed
did anyone open port 22 to the internet this week => opened-to-world port=22
was anything opened to 0.0.0.0/0 since yesterday => opened-to-world cidr=0.0.0.0/0
who opened port 3389 to the whole world last month => opened-to-world port=3389
what changed around i-0a1b2c3d4e5f60718 in the 12h before 3am => instance-exposure resource=i-0a1b2c3d4e5f60718
changes around instance i-0feedface0feedfac, its interfaces and security groups, last 6 hours => instance-exposure resource=i-0feedface0feedfac
/trail instance-exposure i-0bada55bada55bada today => instance-exposure resource=i-0bada55bada55bada
what was changed manually instead of through terraform this week => manual-changes
changes made by hand by greta yesterday => manual-changes user=greta
manual changes to s3 last 7 days => manual-changes service=s3
privilege escalation attempts this week => privilege-escalation
did hugo raise his own permissions yesterday => privilege-escalation user=hugo
has anyone escalated their privileges in the last 24 hours => privilege-escalation
password resets and mfa device changes last week => credential-changes
credential changes by helpdesk-1 since monday => credential-changes user=helpdesk-1
were any mfa devices deactivated in october => credential-changes
trust policy edits on role VendorAccess this month => trust-changes role=VendorAccess
were any identity providers or trust policies changed yesterday => trust-changes
trust policy chnges last 2 days => trust-changes
was versioning suspended on bucket ledger-archive this week => bucket-protection-changes bucket=ledger-archive
who changed lifecycle or object lock settings of s3 buckets last month => bucket-protection-changes
versioning of bucket tax-records was turned off by whom last 3 days => bucket-protection-changes bucket=tax-records
were any snapshots or amis made public last week => made-public
was ami-0abcdef1234567890 made public in the last 3 days => made-public resource=ami-0abcdef1234567890
lambda functions or queues made public this month => made-public
/trail made-public snap-0123abc456def7890 yesterday => made-public resource=snap-0123abc456def7890
dns record changes in the last 2 hours => dns-changes
who edited dns records on tuesday => dns-changes
dns changes for example.org this week => dns-changes resource=example.org
load balancer changes since 1am => load-balancer-changes
were any load balancer listeners or target groups modified yesterday evening => load-balancer-changes
loadbalancer changes last 90 minutes pls => load-balancer-changes
database changes overnight => database-changes
were any databases modified or rebooted on saturday => database-changes
databse changes past 2 hours => database-changes
what was deployed between 2am and 3am => deployments
deployments to lambda yesterday => deployments service=lambda
ecs deployments in the last hour => deployments service=ecs
was kms key alias/payments scheduled for deletion last week => key-changes keyId=alias/payments
kms key changes this month => key-changes
/trail key-changes alias/vault last 30 days => key-changes keyId=alias/vault
who tagged i-0123456789abcdef0 this week => tag-history resource=i-0123456789abcdef0
tag changes on bucket cold-store last month => tag-history resource=cold-store
vol-0f0e0d0c0b0a09080 was untagged by whom yesterday => tag-history resource=vol-0f0e0d0c0b0a09080
who owns access key AKIAWQ8XNM3RTY6LKP4Z => whose-key accessKeyId=AKIAWQ8XNM3RTY6LKP4Z
hey, whose key is AKIAZ4TJ6PLM2W8RBCDE? found it in a public repo => whose-key accessKeyId=AKIAZ4TJ6PLM2W8RBCDE
AKIA5HNB7VCXQ9ZKLM2P belongs to whom => whose-key accessKeyId=AKIA5HNB7VCXQ9ZKLM2P
trace session ASIA4MNBVCXZLKJH6GFD back to the person, last night => session-trace accessKeyId=ASIA4MNBVCXZLKJH6GFD
follow the session ASIAT9PLOKM2IJNUHB7Y back to whoever started it since 3am => session-trace accessKeyId=ASIAT9PLOKM2IJNUHB7Y
/trail session-trace ASIA6ZXCVB3NMASDF8QW today => session-trace accessKeyId=ASIA6ZXCVB3NMASDF8QW
what did the role of instance i-0c0ffee0c0ffee0c0 do last night => instance-credentials resource=i-0c0ffee0c0ffee0c0
were the credentials of i-0123fedc4567ba980 used from somewhere else this week => instance-credentials resource=i-0123fedc4567ba980
instance credentials of i-0aa0bb0cc0dd0ee0f past 6h => instance-credentials resource=i-0aa0bb0cc0dd0ee0f
what did ana@example.com do via identity center yesterday => sso-activity user=ana@example.com
sso activity of <mailto:bjorn@corp.example|bjorn@corp.example> last week => sso-activity user=bjorn@corp.example
/trail sso-activity mei@example.com today => sso-activity user=mei@example.com
is this normal for svc-backup => actor-profile user=svc-backup
is what jonas did yesterday normal for him => actor-profile user=jonas
/trail actor-profile rahul last 7 days => actor-profile user=rahul
did aws support get into our account this month => provider-access
access by vendor roles last 30 days => provider-access
any access by aws support or third-party vendors yesterday => provider-access
strange console logins this week? => odd-logins
any suspicious sign-ins by tanya since tuesday => odd-logins user=tanya
logins out of the ordinary overnight => odd-logins
why did ivan get access denied yesterday => why-denied user=ivan
why was role api-exec denied PutItem today => why-denied role=api-exec action=PutItem
why was GetObject denied for erik this morning => why-denied action=GetObject user=erik
why was role batch-exec refused on bucket vault-logs yesterday => why-denied role=batch-exec resource=vault-logs
are we being throttled since 2am => throttling
who is being rate limited on ec2 today => throttling service=ec2
rate limit hits in the last 30 minutes => throttling
launches refused for lack of capacity today => capacity-failures
did we hit a quota launching instances since 1am => capacity-failures
capacity failures last week => capacity-failures
which regions are we active in this month => region-activity
services &amp; regions in use last 30 days => region-activity
/trail region-activity last week => region-activity
is somebody enumerating our account since midnight => recon
recon by user intern3 today => recon user=intern3
signs of data leaving last night => exfiltration
did marek exfiltrate data this week => exfiltration user=marek
any data exfiltraton over the weekend => exfiltration
mass deletions in the last hour => destructive-burst
signs of sabotage by wolf yesterday => destructive-burst user=wolf
did somebody sabotage a lot at once last night => destructive-burst
signs of crypto mining this week => compute-abuse
is anybody mining crypto in our account since monday => compute-abuse
/trail compute-abuse last 3 days => compute-abuse
show event 7c9e6679-7425-40de-944b-e07fc1f90ae7 in full => event eventId=7c9e6679-7425-40de-944b-e07fc1f90ae7
full json of event 3f2504e0-4f89-41d3-9a0c-0305e82c3301 from yesterday => event eventId=3f2504e0-4f89-41d3-9a0c-0305e82c3301
/trail event 9b2d1f64-0c3a-4e57-8f10-6a5b4c3d2e1f => event eventId=9b2d1f64-0c3a-4e57-8f10-6a5b4c3d2e1f
show the latest events => recent
newest 20 events for ec2 => recent service=ec2
which days do we have logs for => coverage
do we have logs for account 333344445555 => coverage account=333344445555
which accounts and regions have cloudtrail logs => coverage
hey what can i ask you => help
how do i use this bot => help
show me some example questions => help
which questions do you understand => help
<@U0TRAIL01> help pls => help
what are you able to answer => help
list of commands => help
I'm new here, what can this bot do => help
show help => help
what kind of questions can I ask here? => help
*help* => help
which commands do you have => help
who touched sg-0badc0de on monday => who-changed resource=sg-0badc0de
changes made to vpc-0abc1234 last 3 hours => who-changed resource=vpc-0abc1234
pls show who edited the lambda today-lambda yday => who-changed resource=today-lambda
who messed with rtb-0a1b2c3d between 2 and 4pm yesterday => who-changed resource=rtb-0a1b2c3d
did somebody modify queue \`jobs-dlq\` this week => who-changed resource=jobs-dlq
whole history of i-0abc123def4567890 last 7 days => resource-history resource=i-0abc123def4567890
everything that happened to bucket last-week-backups last week => resource-history resource=last-week-backups
resource-history vol-0abc1234 12h => resource-history resource=vol-0abc1234
who spun up i-0abc123def4567890 => who-created resource=i-0abc123def4567890
when was the role ec2-app created and by whom => who-created resource=ec2-app
who set up table orders-2026 last month => who-created resource=orders-2026
snap-0aa1bb2c3d was deleted, who did it, past 2 days => who-deleted resource=snap-0aa1bb2c3d
who nuked the stack web-prod yesterday => who-deleted resource=web-prod
what has carol been up to since tuesday => user-activity user=carol
all api calls by <@U02ABCD34> today => user-activity user=@U02ABCD34
show me dave@corp.com's activity last 24 hours => user-activity user=dave@corp.com
what did <mailto:a@b.com|a@b.com> do on Feb 15 => user-activity user=a@b.com
user sun yesterday => user-activity user=sun
what was role deployer doing last night => role-activity role=deployer
calls made under role ci-deploy last 6 hours => role-activity role=ci-deploy
actions of the admin role today => role-activity role=admin
what was AKIAIOSFODNN7EXAMPLE used for yesterday => access-key-activity accessKeyId=AKIAIOSFODNN7EXAMPLE
calls with key ASIAEXAMPLESESSION01 last hour => access-key-activity accessKeyId=ASIAEXAMPLESESSION01
traffic from 203.0.113.9 since midnight => ip-activity ip=203.0.113.9
who used ip 203.0.113.9 yesterday => ip-activity ip=203.0.113.9
anything from 10.0.0.0/8 last 2h => ip-activity ip=10.0.0.0/8
all failing calls of ci-bot this morning => failed-calls user=ci-bot
errors on dynamodb last 2 hours => failed-calls service=dynamodb
which calls errored in eu-west-1 today => failed-calls region=eu-west-1
calls from 198.51.100.23 that failed yesterday => failed-calls ip=198.51.100.23
permission errors for role ec2-app today => access-denied role=ec2-app
who was refused access to kms yesterday => access-denied service=kms
unauthorized calls by bob this week => access-denied user=bob
accessdenied errors from 198.51.100.23 => access-denied ip=198.51.100.23
who logged into the console today => console-logins
console sign ins from 203.0.113.7 last week => console-logins ip=203.0.113.7
has erin logged in this week => console-logins user=erin
wrong passwords on the console last night => failed-logins
unsuccessful sign-ins by bob => failed-logins user=bob
who could not log in yesterday => failed-logins
sign ins without a second factor last 7 days => logins-without-mfa
did alice log in with no mfa yesterday => logins-without-mfa user=alice
root user activity this month => root-activity
what did the root account do in account 123456789012 => root-activity account=123456789012
was root used last 90 days => root-activity
who added a user to iam yesterday => iam-changes
new access keys this week => iam-changes
iam changes made by alice last month => iam-changes user=alice
who attached policies to roles today => iam-changes
sg rule changes by ci-bot yesterday => security-group-changes user=ci-bot
any ingress rules added today => security-group-changes
route table changes last 24h => network-changes
nacl edits this week => network-changes
who changed subnets on monday => network-changes
acl changes on bucket payroll last week => bucket-policy-changes bucket=payroll
who made bucket payroll public => bucket-policy-changes bucket=payroll
who downloaded files from bucket payroll yesterday => bucket-access bucket=payroll
object reads in bucket today-reports => bucket-access bucket=today-reports
who put objects into s3://payroll today => bucket-access bucket=payroll
unauthenticated access to bucket payroll => anonymous-s3 bucket=payroll
anonymous s3 access this week => anonymous-s3
top 10 callers today => top-callers
who calls sts the most last hour => top-callers service=sts
busiest roles yesterday => top-callers
noisiest api users on s3 => top-callers service=s3
what are the most common errors today => top-errors
top errors on lambda last 3 days => top-errors service=lambda
top 5 error codes this week => top-errors
number of calls per service yesterday => event-counts
how many PutObject calls last hour => event-counts action=PutObject
how many events on s3 today => event-counts service=s3
has alice come from a new ip => new-ips user=alice
ip addresses never seen before last 7 days => new-ips
unusual amount of calls by ci-bot => unusual-volume user=ci-bot
api call spikes yesterday => unusual-volume
did outside accounts call us last week => cross-account
cross account activity from 210987654321 => cross-account account=210987654321
who took on role AdminRole last night => assumed-role role=AdminRole
sessions assumed from 203.0.113.7 yesterday => assumed-role ip=203.0.113.7
which roles were assumed today => assumed-role
ec2 instances started by alice in eu-west-1 today => instance-launches user=alice region=eu-west-1
who launched machines in us-west-2 last night => instance-launches region=us-west-2
new boxes since monday => instance-launches
who decrypted with alias/payroll yesterday => key-usage keyId=alias/payroll
use of kms key 1d83a0f1-3b2e-4c6f-9a51-0d2c7f7be0a4 this week => key-usage keyId=1d83a0f1-3b2e-4c6f-9a51-0d2c7f7be0a4
who fetched secret prod/db/password => secret-access secret=prod/db/password
reads of ssm parameter /prod/db/pw today => secret-access secret=/prod/db/pw
which secrets did bob read yesterday => secret-access user=bob
did anyone turn off guardduty => trail-tampering
was logging stopped by bob => trail-tampering user=bob
what did alice do for the first time this week => new-actions user=alice
actions role ci-deploy had never used before => new-actions role=ci-deploy
what permissions did role ec2-app actually use last 90 days => least-privilege role=ec2-app
minimal policy for AdminRole => least-privilege role=AdminRole
what changed in s3 yesterday => what-changed service=s3
everything that changed in us-east-1 today => what-changed region=us-east-1
all changes in account 123456789012 last night => what-changed account=123456789012
who change sg-0badc0de yestrday => who-changed resource=sg-0badc0de
waht did alice do tody => user-activity user=alice
faild logins last week => failed-logins
WHO DELETED I-0ABC123DEF4567890 => who-deleted resource=i-0abc123def4567890
securty group chnages today => security-group-changes
did user may call any API last week that is new for this user => new-actions user=may
did sombody add ingress rules today => security-group-changes
who keeps failing to sign in since 1am => failed-logins
versioning on bucket payroll: who switched it off last night => bucket-protection-changes bucket=payroll
who made user temp-admin yesterday afternoon => who-created resource=temp-admin
which iam user is access key AKIAMNBVCXZLKJHG2345 registered to => whose-key accessKeyId=AKIAMNBVCXZLKJHG2345
which ports were opened to the world yesterday => opened-to-world
who opened port 3389 to the internet last week => opened-to-world port=3389
who allowed 0.0.0.0/0 on monday => opened-to-world cidr=0.0.0.0/0
what changed around instance i-0abc123def4567890 last 2 days => instance-exposure resource=i-0abc123def4567890
changes done manually this week => manual-changes
what did bob change by hand yesterday => manual-changes user=bob
did alice raise her permissions => privilege-escalation user=alice
any privilege escalation attempts last night => privilege-escalation
password resets this week => credential-changes
who changed bob's password => credential-changes user=bob
mfa devices removed last month => credential-changes
trust policy edits last 30 days => trust-changes
who changed the trust policy of role ci-deploy => trust-changes role=ci-deploy
who turned off versioning on bucket payroll => bucket-protection-changes bucket=payroll
snapshots shared outside last week => made-public
who shared snap-0aa1bb2c3d => made-public resource=snap-0aa1bb2c3d
dns record changes today => dns-changes
route 53 changes last 3 days => dns-changes
load balancer changes yesterday => load-balancer-changes
database changes since monday => database-changes
what was deployed to lambda this week => deployments service=lambda
who deployed today-lambda => deployments resource=today-lambda
kms key changes last week => key-changes
who scheduled deletion of key alias/payroll => key-changes keyId=alias/payroll
owner of access key AKIAIOSFODNN7EXAMPLE => whose-key accessKeyId=AKIAIOSFODNN7EXAMPLE
trace ASIAEXAMPLESESSION01 back to a person => session-trace accessKeyId=ASIAEXAMPLESESSION01
what did the role of i-0abc123def4567890 do yesterday => instance-credentials resource=i-0abc123def4567890
identity center sign-ins of alice@corp.com => sso-activity user=alice@corp.com
is this normal for role ec2-app => actor-profile role=ec2-app
did aws support access anything last month => provider-access
odd logins last week => odd-logins
sign-ins at strange hours yesterday => odd-logins
were we throttled last night => throttling
throttled calls on ec2 today => throttling service=ec2
failed launches because of capacity => capacity-failures
recon by alice last 24h => recon user=alice
data exfiltration last week => exfiltration
mass deletions yesterday => destructive-burst
crypto mining last week => compute-abuse
event 1d83a0f1-3b2e-4c6f-9a51-0d2c7f7be0a4 => event eventId=1d83a0f1-3b2e-4c6f-9a51-0d2c7f7be0a4
latest 20 events => recent
newest events on s3 => recent service=s3
*who changed sg-0badc0de yesterday?* :fire: => who-changed resource=sg-0badc0de
<@U0TRAIL01> who changed \`sg-0badc0de\`  yesterday => who-changed resource=sg-0badc0de
who changed <https://console.aws.amazon.com/x|sg-0badc0de> last 2h => who-changed resource=sg-0badc0de
who changed “sg-0badc0de” &amp; sg-0badc0df today => who-changed resource=sg-0badc0de,sg-0badc0df
activity of user may last 7 days => user-activity user=may
role march-madness activity last week => role-activity role=march-madness
who read bucket last-week-backups yesterday => bucket-access bucket=last-week-backups
what did friday@corp.com do on friday => user-activity user=friday@corp.com
who changed sg-20170216 on Feb 16 => who-changed resource=sg-20170216
cloudtrail turned off by anyone last month => trail-tampering
anyone disable guardduty this week => trail-tampering
least privilege for role backup-runner => least-privilege role=backup-runner
which api calls does role ec2-app really use => least-privilege role=ec2-app
s3 errors last hour => failed-calls service=s3
all errors yesterday from 9:30 to 11 => failed-calls
lambda access denied yesterday => access-denied service=lambda
alice access denied last 24h => access-denied user=alice
who logged in from 198.51.100.23 => console-logins ip=198.51.100.23
alice sign ins this week => console-logins user=alice
failed sign ins from 198.51.100.23 => failed-logins ip=198.51.100.23
mfa-less logins last week => logins-without-mfa
root activity in us-east-1 last year => root-activity region=us-east-1
role and policy changes yesterday => iam-changes
who created iam users last week => iam-changes
security groups changed by alice => security-group-changes user=alice
who opened or closed firewall rules today => security-group-changes
vpc peering changes => network-changes
who changed the network acls yesterday => network-changes
who uploaded to bucket payroll => bucket-access bucket=payroll
anonymous requests to bucket payroll yesterday => anonymous-s3 bucket=payroll
most active principals last hour => top-callers
most frequent errors on kms => top-errors service=kms
event counts for ec2 last week => event-counts service=ec2
new source ips this month => new-ips
call volume anomalies today => unusual-volume
who assumed role AdminRole from 10.0.0.5 => assumed-role role=AdminRole ip=10.0.0.5
instances launched in eu-west-1 yesterday => instance-launches region=eu-west-1
usage of key alias/payroll last 30 days => key-usage keyId=alias/payroll
who read ssm parameters today => secret-access
first time actions of ci-bot => new-actions user=ci-bot
changes in iam yesterday => iam-changes
changes in lambda by ci-bot => what-changed service=lambda user=ci-bot
`;
