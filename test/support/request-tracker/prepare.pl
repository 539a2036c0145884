# Gives an empty Request Tracker what the service desk's users would have set up, and prints two tokens: one that sees all,
# one whose rights end at one queue and at the staff's private comments.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib', '/usr/local/share/request-tracker5/lib';
use RT;
RT->LoadConfig;
RT->Init;
use RT::AuthToken;

sub done { my ($ok, $message) = @_; die "$message\n" unless $ok; return @_ }

my $system = RT->SystemUser;
my $queue = RT::Queue->new($system);
done($queue->Create(Name => 'Customer relations'));
my $hidden = RT::Queue->new($system);
done($hidden->Create(Name => 'Legal'));

# A template or a scrip would send mail to invented people.
my $scrips = RT::Scrips->new($system);
$scrips->UnLimit;
while (my $scrip = $scrips->Next) { $scrip->SetDisabled(1) }

for my $name (
    qw(MemberNumber CustomerId RecordLocator FlightNumber Category Channel Resolution CompensationKind
    CompensationAmount CompensationCurrency Rating RequesterName RequesterPhone)
) {
    my $field = RT::CustomField->new($system);
    my $type = $name eq 'Resolution' ? 'Text' : 'Freeform';
    done($field->Create(Name => $name, Type => $type, MaxValues => 1, LookupType => RT::Ticket->CustomFieldLookupType));
    done($field->AddToObject(RT::Queue->new($system)));
}

my $reader = RT::User->new($system);
done($reader->Create(Name => 'customer-graph', EmailAddress => 'customer-graph@example.org', Privileged => 1));
done($reader->PrincipalObj->GrantRight(Right => $_, Object => $queue)) for qw(ShowTicket SeeQueue SeeCustomField);

for ([ RT_TOKEN => 'root' ], [ RT_LIMITED_TOKEN => 'customer-graph' ]) {
    my ($name, $login) = @$_;
    my $owner = RT::User->new($system);
    $owner->Load($login);
    my (undef, undef, $token) = done(RT::AuthToken->new($system)->Create(Owner => $owner->Id, Description => 'tests'));
    print "$name=$token\n";
}
