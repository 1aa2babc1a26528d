-- How many have answered a campaign is counted from the facts: the answers themselves are kept for a while only.
create index event_replied_idx on event ((properties ->> 'campaignId')) where type in ('mail.replied', 'sms.replied');
