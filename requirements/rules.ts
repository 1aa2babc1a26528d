// The requirements on consent, each in one sentence that a test can show, with where it comes from. No legal advice.
// Numbers are never used again: code, tests and documents cite them.

export type Rule = { id: string; rule: string; source: string }

const rule = (id: string, text: string, source: string): Rule => ({ id, rule: text, source })

export const RULES: readonly Rule[] = [
  rule(
    'C1',
    'A yes is stored only with purpose, the version and language of the words shown, channel, how and by whom it was said, and when. Without one of them there is no yes.',
    'GDPR art. 4(11), 7(1), recital 42',
  ),
  rule(
    'C2',
    'For any moment the state that was in force then can be told, with the entries it followed from.',
    'GDPR art. 5(2), 7(1)',
  ),
  rule(
    'C3',
    'For every yes the words that were shown can be produced again, letter by letter.',
    'EDPB guidelines 05/2020, para. 108',
  ),
  rule(
    'C4',
    'A box that asks for consent is empty at first, and a form sent untouched gives none.',
    'GDPR art. 4(11), recital 32; CJEU C-673/17',
  ),
  rule('C5', 'Scrolling, opening, following a link or silence never makes a yes.', 'EDPB guidelines 05/2020, para. 86'),
  rule('C6', 'Each purpose has a box of its own.', 'GDPR recital 43'),
  rule(
    'C7',
    'The question stands apart from terms, and the form succeeds where it is declined.',
    'GDPR art. 7(2), 7(4)',
  ),
  rule('C8', 'Before the yes the page says that it can be taken back, and how.', 'GDPR art. 7(3), 13(2)(c)'),
  rule('C9', 'Taking a yes back takes no more steps than giving it did, without login or fee.', 'GDPR art. 7(3)'),
  rule(
    'C10',
    'A withdrawal holds for the very next decision; nothing that is kept in memory outlives it.',
    'GDPR art. 7(3), 21(3)',
  ),
  rule(
    'C11',
    'After a withdrawal no other basis quietly takes the place of the yes for the same purpose.',
    'EDPB guidelines 05/2020, section 6',
  ),
  rule(
    'C12',
    'Proof of a yes is kept while it is used, and afterwards only for the time that is set.',
    'EDPB guidelines 05/2020, para. 107; GDPR art. 17(3)',
  ),
  rule(
    'C13',
    'A yes can run out; what has run out blocks sending and is called expired, not withdrawn.',
    'EDPB guidelines 05/2020, para. 110',
  ),
  rule(
    'C14',
    'A yes that was not used for twelve months is flagged, and lapses for Danish recipients where that is set.',
    'Danish Consumer Ombudsman, practice',
  ),
  rule('C15', 'A child below the age of its country cannot say yes alone.', 'GDPR art. 8; national acts'),
  rule(
    'C16',
    "What staff change needs a reason, is recorded as theirs, and can never turn a person's own withdrawal into a yes.",
    'GDPR art. 5(2), 7(1)',
  ),
  rule(
    'C17',
    'A yes that a partner collected names the collector and is of no use until its evidence is there.',
    'CNIL decisions on bought consent',
  ),
  rule('L1', 'Every purpose names exactly one basis of article 6.', 'GDPR art. 6, 13(1)(c)'),
  rule(
    'L2',
    'The notice that a form shows holds all that article 13 asks for; without one item it cannot be published.',
    'GDPR art. 13',
  ),
  rule(
    'L3',
    'Contacts that came from somebody else are told so, with the source, in the first message or within a month.',
    'GDPR art. 14(3)',
  ),
  rule(
    'L4',
    'An access request is answered with a copy of all data, purposes, recipients, retention, source, the logic of scoring and the history of consent.',
    'GDPR art. 12(3), 15',
  ),
  rule(
    'L5',
    'The portable copy is JSON or CSV, with what the person gave and did, and without inferred scores.',
    'GDPR art. 20',
  ),
  rule('L6', "Correcting an address takes the person's objections along.", 'GDPR art. 16, 21'),
  rule(
    'L7',
    'Erasure empties every table, queue and file; a scan for the address in clear finds nothing.',
    'GDPR art. 17',
  ),
  rule('L8', 'A restriction stops all use but storage, and is shown as a state of its own.', 'GDPR art. 18'),
  rule(
    'L9',
    'Whoever received the data is told of erasure, correction and restriction, and that is recorded.',
    'GDPR art. 19',
  ),
  rule(
    'L10',
    'An objection to marketing stops every channel and the profiling for it, at once and without weighing.',
    'GDPR art. 21(2)-(4)',
  ),
  rule(
    'L11',
    'A score alone never has a legal effect; each handing over to sales can be explained point by point.',
    'GDPR art. 22, 15(1)(h); CJEU C-634/21',
  ),
  rule(
    'L12',
    'Before anything is set, nothing is sent, nobody is tracked and no contact is shown to sales.',
    'GDPR art. 25(2)',
  ),
  rule('L13', 'The record of processing follows from the purposes and can be exported.', 'GDPR art. 30'),
  rule(
    'L14',
    'Tokens and secrets are hashed or keyed at rest, and every write of consent is guarded by a role.',
    'GDPR art. 32',
  ),
  rule(
    'L15',
    'After a restore, all that was lowered since the backup is known again before anything can be sent: what was withdrawn, pauses, complaints, how often.',
    'GDPR art. 5(1)(d), 32(1)',
  ),
  rule(
    'N1',
    'No electronic marketing goes to a natural person in Norway, work address included, without a yes or an existing customer relation.',
    'Norwegian Marketing Control Act § 15',
  ),
  rule(
    'N2',
    'The existing-customer basis needs an address received in a sale, goods of the same kind, and an offered opt-out then and in each message.',
    'Norwegian Marketing Control Act § 15',
  ),
  rule(
    'N3',
    'An address from a competition, a quote or an abandoned basket is no existing customer.',
    'Norwegian Consumer Authority, guidance',
  ),
  rule(
    'N4',
    'Addresses such as post@ or kontakt@ belong to a company; a sole trader is a natural person.',
    'Norwegian Marketing Control Act § 15, practice',
  ),
  rule(
    'N5',
    'Every message says who sends it and has a valid way to stop it.',
    'Norwegian Marketing Control Act § 15; E-commerce Act § 9',
  ),
  rule(
    'N6',
    'A list of calls to consumers is not released unless it was washed against the register within the month.',
    'Norwegian Marketing Control Act § 12',
  ),
  rule(
    'N7',
    'No call and no addressed letter goes to a reserved consumer who did not ask for it.',
    'Norwegian Marketing Control Act § 13',
  ),
  rule(
    'N8',
    'Consumers are not called on Saturdays, public holidays, before nine or after nine in the evening.',
    'Norwegian Marketing Control Act § 14',
  ),
  rule(
    'N9',
    'Nothing is stored in or read from a device without a prior yes unless it is strictly necessary.',
    'Norwegian Electronic Communications Act § 3-15',
  ),
  rule(
    'N10',
    'What a regulator asks of a past campaign (recipients, dates, evidence) can be exported in one file.',
    'Norwegian Marketing Control Act § 42-43',
  ),
  rule(
    'E1',
    'In Denmark every recipient must have said yes, companies and authorities included.',
    'Danish Marketing Practices Act § 10(1)-(2)',
  ),
  rule(
    'E2',
    'A Danish marketing mail is plainly marketing, says on whose behalf, and has an address to stop it.',
    'Danish Marketing Practices Act § 10(3)',
  ),
  rule(
    'E3',
    'In Sweden natural persons must have said yes, or be customers who are offered own similar goods.',
    'Swedish Marketing Act §§ 19-20',
  ),
  rule(
    'E4',
    'In Finland natural persons must have said yes; a legal person may be written to until it objects.',
    'Act 917/2014 § 200, 202',
  ),
  rule(
    'E5',
    'The rules are chosen by country and kind of recipient, have versions, and are named in each decision.',
    'consequence of N1-E4',
  ),
  rule(
    'E6',
    'A mail that asks for consent is marketing and needs a basis itself.',
    'Danish Consumer Ombudsman; ICO practice',
  ),
  rule(
    'E7',
    'Open pixels, links that tell who clicked, and tracking on the web are off for everybody who has not allowed tracking.',
    'ePrivacy directive art. 5(3); EDPB guidelines 2/2023',
  ),
  rule(
    'E8',
    'A yes to tracking is a record of its own, and refusing it changes nothing of what is sent.',
    'CNIL 2026-042; Garante 284/2026',
  ),
  rule(
    'E9',
    'Whoever has withdrawn tracking is not recorded any more, also when an old link of an old mail is followed.',
    'CNIL recommendation on tracking in mails',
  ),
  rule('E10', 'Opens and clicks can be counted without any mark of the person.', 'CNIL 2026-042; Garante 284/2026'),
  rule(
    'E11',
    'Points that come from tracking are ignored and taken back where tracking is not allowed.',
    'GDPR art. 7(3)',
  ),
  rule('E12', 'Whoever refused tracking is not asked again for six months.', 'CNIL practice'),
  rule(
    'R1',
    'A record of consent holds every field that ISO/IEC TS 27560 makes mandatory.',
    'ISO/IEC TS 27560:2023; DPV guide section 7.2',
  ),
  rule('R2', 'It holds the fields beside that the GDPR needs.', 'DPV guide section 7.2'),
  rule('R3', 'A receipt has an id and a schema version and carries the whole record.', 'DPV guide section 6.3'),
  rule('R4', 'It says which profile it conforms to.', 'W3C dpv-27560'),
  rule(
    'R5',
    'Every state of consent answers to one of the Data Privacy Vocabulary; only a state that is valid there permits anything.',
    'W3C DPV 2.3',
  ),
  rule('R6', 'The Kantara form validates against the published schema.', 'Kantara Consent Receipt v1.1'),
  rule('T1', 'Consent facts are added and never changed: a trigger refuses it.', 'GDPR art. 7(1)'),
  rule(
    'T2',
    'Changing, removing, adding or reordering a past entry is found, and the first bad one is named.',
    'GDPR art. 7(1)',
  ),
  rule('T3', 'Leaves and nodes of the log are hashed as RFC 6962 says.', 'RFC 6962 section 2.1'),
  rule('T4', 'Inclusion and consistency are judged as the public vectors expect.', 'RFC 6962; transparency-dev/merkle'),
  rule(
    'T5',
    'A commitment holds a random salt of at least 128 bits; erasing salt and evidence leaves every other proof valid and this one unlinkable.',
    'EDPB guidelines 02/2025',
  ),
  rule(
    'T6',
    'A signed checkpoint leaves the database daily, and each is consistent with the one before.',
    'C2SP tlog-checkpoint, signed-note',
  ),
  rule(
    'T7',
    'A receipt is a signature over canonical JSON with its proof of inclusion, and one file verifies it without network.',
    'RFC 7515, 8037, 8785',
  ),
  rule('T8', 'Old keys still verify after a rotation; an unknown algorithm, or none, is refused.', 'RFC 7515, 8725'),
  rule('T9', 'A second party can sign checkpoints too.', 'C2SP tlog-witness, tlog-cosignature'),
  rule(
    'U1',
    'Every marketing mail carries List-Unsubscribe with exactly one HTTPS address, and List-Unsubscribe-Post.',
    'RFC 8058 section 3.1; RFC 2369',
  ),
  rule('U2', 'The signature of the mail covers both headers.', 'RFC 8058 section 3.1'),
  rule(
    'U3',
    'The link in a mail holds a token that cannot be guessed or forged, and no address.',
    'RFC 8058 section 3',
  ),
  rule(
    'U4',
    'A POST of `List-Unsubscribe=One-Click`, without cookie or login, stops at once and is answered without a redirect.',
    'RFC 8058 section 3',
  ),
  rule(
    'U5',
    'GET, HEAD, OPTIONS and any other POST to the same address change nothing.',
    'RFC 8058 section 1; RFC 9110',
  ),
  rule('U6', 'Repeating the POST does no harm and is answered as the first.', 'practice of mailbox providers'),
  rule(
    'U7',
    'The link works as long as the mail lives: after a merge, a deletion, a retired purpose.',
    'GDPR art. 7(3)',
  ),
  rule(
    'U8',
    'One click stops exactly what the mail was sent for; the page names it and offers to stop everything.',
    'GDPR art. 7(3)',
  ),
  rule('U9', 'A mail to the unsubscribe address is acted upon by itself; an automatic reply is not.', 'RFC 2369, 3834'),
  rule(
    'U10',
    'Looking at the page that the link leads to sets no cookie, records nothing and identifies nobody.',
    'ePrivacy directive art. 5(3)',
  ),
  rule('U11', 'A mail that asks to confirm has a one-click header that takes the request back.', 'RFC 8058'),
  rule('U12', 'Marketing mail carries List-Id and a stable Feedback-ID.', 'RFC 2919; Gmail feedback loop'),
  rule(
    'B1',
    'A delivery report stops an address only where it or its domain is not there, has moved or takes no mail; any other failure is one of that mail, and a delay is none.',
    'RFC 3464, 3463',
  ),
  rule(
    'B2',
    'A report is about the message that our signed return path names, and a forged one stops nobody.',
    'RFC 3464, 5321',
  ),
  rule(
    'B3',
    'A hard bounce stops the address until it is another; soft ones stop it after several days of failures, each time for longer.',
    'RFC 3463',
  ),
  rule('B4', 'A complaint stops the address for good, and staff cannot lift it.', 'RFC 5965'),
  rule('B5', 'Reports of other kinds stop nothing; the old opt-out report unsubscribes.', 'RFC 5965, 6430, 6591'),
  rule('B6', 'A report without recipient is resolved by our own id, or counted and dropped.', 'RFC 6590'),
  rule('B7', 'An automatic reply neither bounces nor unsubscribes.', 'RFC 3834'),
  rule(
    'W1',
    '`Sec-GPC` counts as a wish not to be tracked only when its value is exactly `1`.',
    'W3C Global Privacy Control',
  ),
  rule(
    'W2',
    "A browser's signal stops handing data to others for that visitor, and is no unsubscribing.",
    'W3C Global Privacy Control',
  ),
  rule(
    'W3',
    '`/.well-known/gpc.json` says in JSON that the signal is honoured, and since when.',
    'W3C Global Privacy Control',
  ),
  rule(
    'W4',
    'An open by a prefetching proxy is told apart, gives no points and starts nothing.',
    'Apple Mail Privacy Protection',
  ),
  rule(
    'W5',
    'A click by HEAD, by a scanner, or on everything at once is a machine: no points, no branch, no yes, no withdrawal.',
    'practice',
  ),
  rule(
    'W6',
    'A second confirmation is given by a button only; its link works once, runs out, and shows nobody to sales before.',
    'practice',
  ),
  rule(
    'W7',
    'Confirming twice is harmless, and a form sent again within ten minutes sends no second mail.',
    'practice',
  ),
  rule('W8', 'The preference page passes WCAG 2.2 AA.', 'WCAG 2.2'),
  rule(
    'W9',
    'It works without JavaScript, in six languages, without requests to others, with no referrer and no index.',
    'practice',
  ),
  rule(
    'W10',
    'A page behind a link shows no more of the address than the mail did, and does not tell whether a wrong link ever existed.',
    'GDPR art. 32',
  ),
  rule(
    'S1',
    'An address that must never be written to is kept as a keyed hash with scope, reason and date, and nothing else.',
    'GDPR art. 5(1)(c), 17(3)(b), 21(3)',
  ),
  rule(
    'S2',
    'Importing an address that was suppressed, withdrawn or erased gives no permission to write to it, and the report of the import says so.',
    'GDPR art. 7(3), 21(3)',
  ),
  rule(
    'S3',
    'An import can only lower permission, unless each row says where, when and to which words somebody said yes.',
    'GDPR art. 7(1)',
  ),
  rule(
    'S4',
    'Deleting a list, a purpose, a campaign or a contact never deletes a withdrawal or a suppression.',
    'GDPR art. 7(3), 21(3)',
  ),
  rule(
    'S5',
    'Merging takes the most restrictive state for each purpose; both histories stay; it can be undone without changing consent.',
    'GDPR art. 5(1)(d)',
  ),
  rule('S6', 'Two addresses of one person are judged one by one, but an objection covers the person.', 'GDPR art. 21'),
  rule(
    'S7',
    'Addresses are normalised by one and the same function everywhere; a yes is never carried over by folding dots or plus signs.',
    'one function: `src/contacts/normalise-address.ts`',
  ),
  rule(
    'S8',
    'A suppressed person who says yes anew, in person, is released for that purpose only, and the entry names the new evidence.',
    'GDPR art. 4(11), 21(3)',
  ),
  rule(
    'D1',
    'One function decides; nothing reaches a mail server, a webhook or sales without it.',
    'DESIGN, promise 1',
  ),
  rule(
    'D2',
    'It decides in the worker in the moment of handing over, from the primary database, and is stored with its rule and outcome.',
    'DESIGN, promise 1',
  ),
  rule('D3', 'Whoever withdraws after the campaign was put in line gets nothing of it.', 'DESIGN, promise 1'),
  rule('D4', 'Service mail is allowed for each template by a second person, and cannot hold marketing.', 'practice'),
  rule('D5', 'A withdrawal never stops real service mail.', 'practice'),
  rule('D6', 'Unknown country, unknown basis or a fault means no.', 'GDPR art. 25(2)'),
]
