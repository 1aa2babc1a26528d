// How to break the rules on delivery reports, complaints and automatic replies. In the order of their numbers.
import { mutation } from './mutation.ts'

const REPORT = 'src/delivery/inbound/bounces/judge-report.ts'
const PATH = 'src/delivery/return-path.ts'
const BOUNCE = 'src/delivery/facts/note-bounce.ts'
const SOFT = 'src/delivery/facts/soft-hold.ts'
const HEED = 'src/consent/heed-mail.ts'
const JUDGE = 'src/delivery/inbound/judge-mail.ts'
const READ = 'src/delivery/inbound/read-complaint.ts'
const TAKE = 'src/delivery/inbound/take-mail.ts'

export const COMPLAINTS = [
  mutation(
    'B1',
    'the difference between what is gone and what failed',
    REPORT,
    "if (isHardReason(reason)) return 'hard'",
    "if (reason !== 'unknown') return 'hard'",
  ),
  mutation('B1', 'the action of a report', REPORT, "if (action !== 'failed') return 'delivered'", ''),
  mutation(
    'B2',
    'the signature of the return path',
    PATH,
    'if (!known || !timingSafeEqual(mac(known, body), bytes.subarray(BODY_BYTES))) return undefined',
    '',
  ),
  mutation(
    'B3',
    'the hold of a bounce',
    BOUNCE,
    "await placeHold(tx, { contactId: holder, kind: 'bounce', channel, reason, until }, now)",
    'await Promise.resolve(holder)',
  ),
  mutation('B3', 'the days before soft ones count', SOFT, 'streak.days < SOFT_DAYS', 'streak.days < 1'),
  mutation('B3', 'the growth of the periods', SOFT, 'Math.min(streak.holds, HOLD_DAYS.length - 1)', '0'),
  mutation('B4', 'the hold of a complaint', HEED, '...(await placeWithin(tx, { ...hold, contactId }, now))', ''),
  mutation(
    'B4',
    'the way to the heir of a merged contact',
    HEED,
    'for (const heir of (await lockPeople(tx, [...people])).heirs.values()) people.add(heir)',
    'await lockPeople(tx, [...people])',
  ),
  mutation('B5', 'the difference between the types of reports', JUDGE, "case 'abuse':", 'case type:'),
  mutation(
    'B5',
    'the old opt-out report',
    JUDGE,
    "return { kind: 'opt_out', token: token() }",
    "return { kind: 'other_report' }",
  ),
  mutation(
    'B6',
    'the id of ours in the mail that a report is about',
    READ,
    "return isMail ? (readPart(part.body).fields.get('list-unsubscribe') ?? []) : []",
    'return isMail ? [] : []',
  ),
  mutation(
    'B6',
    'the counting of what names nobody',
    TAKE,
    "? verdict.kind : 'unresolved'",
    '? verdict.kind : verdict.kind',
  ),
  mutation(
    'B7',
    'the knowledge of automatic replies',
    JUDGE,
    "if (isAutomatic(whole, mail.from)) return { kind: 'automatic_reply' }",
    '',
  ),
]
