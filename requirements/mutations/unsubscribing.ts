// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on unsubscribing. In the order of their numbers.
import { mutation } from './mutation.ts'

const PAGES = 'src/consent/preferences/pages.ts'
const ANSWERS = 'src/consent/preferences/page-answers.ts'
const COMPOSE = 'src/delivery/compose-mail.ts'

export const UNSUBSCRIBING = [
  mutation('U1', 'the header', COMPOSE, "'List-Unsubscribe-Post: List-Unsubscribe=One-Click',", ''),
  mutation(
    'U2',
    'the headers that unsubscribe under the signature',
    'src/delivery/signing/sign-mail.ts',
    "'List-Unsubscribe', 'List-Unsubscribe-Post', ",
    '',
  ),
  mutation(
    'U2',
    'the signing of what goes out',
    'src/delivery/send-batch.ts',
    'if (sign) mail.signature = await sign(mail.bytes)',
    '',
  ),
  mutation(
    'U3',
    'the check of the token',
    'src/consent/link-token.ts',
    'if (!known || !timingSafeEqual(mac(known.key, body), bytes.subarray(BODY_BYTES))) return undefined',
    'if (!known) return undefined',
  ),
  mutation(
    'U4',
    'the stop by one click',
    PAGES,
    "return stopChoices(services.db, { ...speaker, method: 'one_click' }, choices, now)",
    'return NOTHING',
  ),
  mutation('U5', 'the difference between looking and pressing', PAGES, 'if (!isOneClick)', 'if (false)'),
  mutation(
    'U6',
    'the silence after a stop',
    'src/consent/stop-together.ts',
    'words.flatMap(({ before, fact }) => (before ? [] : fact)),',
    'words.map(({ fact }) => fact),',
  ),
  mutation(
    'U7',
    'the way to the heir of a merged contact',
    'src/consent/preferences/find-visitor.ts',
    'where heir.merged_into_id is null`)',
    'where heir.merged_into_id is null and heir.depth = 0`)',
  ),
  mutation(
    'U7',
    'what was said since a merge, when it is taken back',
    'src/consent/merge/undo-merge.ts',
    'seq: { gt: merge.lastSeq },',
    'seq: { gt: 1_000_000 },',
  ),
  mutation(
    'U8',
    'the purpose of the mail',
    PAGES,
    "return stopChoices(services.db, { ...speaker, method: 'one_click' }, choices, now)",
    "return stopEverything(services.db, { ...speaker, method: 'one_click' }, now)",
  ),
  mutation(
    'U8',
    'the topic of the mail',
    'src/consent/preferences/find-visitor.ts',
    "'topicId', case when above.id is not null then purpose.id end,",
    "'topicId', null,",
  ),
  mutation(
    'U9',
    'the token in the subject of a mail that unsubscribes',
    'src/delivery/inbound/judge-mail.ts',
    "return { kind: 'unsubscribe', token: findToken(whole.fields.get('subject'), keys) }",
    "return { kind: 'unsubscribe', token: undefined }",
  ),
  mutation(
    'U9',
    'the address in the header',
    COMPOSE,
    "${inboundDomain ? `,\\r\\n <${unsubscribeMailto(inboundDomain, token)}>` : ''}",
    '',
  ),
  mutation(
    'U9',
    'the knowledge of automatic replies',
    'src/delivery/inbound/judge-mail.ts',
    "if (isAutomatic(whole, mail.from)) return { kind: 'automatic_reply' }",
    '',
  ),
  mutation(
    'U10',
    'the empty cookie jar',
    ANSWERS,
    "'Referrer-Policy': 'no-referrer',",
    "'Referrer-Policy': 'no-referrer', 'Set-Cookie': 'a=b',",
  ),
  mutation(
    'U11',
    'taking back all that the mail asks about',
    'src/consent/preferences/pages.ts',
    'const choices = asked.length > 0 ? asked : stops',
    'const choices = stops',
  ),
  mutation(
    'U12',
    'the list id',
    COMPOSE,
    '`List-Id: ${foldedWords(content.brandName)} <${content.brandId}.${domain}>`,',
    '',
  ),
]
