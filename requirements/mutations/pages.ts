// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on signals, machines and pages. In the order of their numbers.
import { mutation } from './mutation.ts'

const ANSWERS = 'src/consent/preferences/page-answers.ts'

export const PAGES = [
  mutation('W1', 'the exact value', 'src/tracking/signals.ts', "some((value) => value === '1')", 'some(() => false)'),
  mutation(
    'W2',
    'the purposes that hand data on',
    'src/consent/stop-handing-over.ts',
    "const HANDS_ON = 'sales'",
    "const HANDS_ON = ''",
  ),
  mutation('W3', 'the plain yes', 'src/tracking/collector-pages.ts', '{ gpc: true,', "{ gpc: 'yes',"),
  mutation(
    'W4',
    'the sight of what only looks ahead',
    'src/tracking/signals.ts',
    "if (isPrefetch(request)) return 'prefetch'",
    '',
  ),
  mutation(
    'W5',
    'the sight of robots',
    'src/tracking/signals.ts',
    "return isRobot(request) ? 'robot' : undefined",
    'return undefined',
  ),
  mutation(
    'W6',
    'the right that the press of the button gives, and its link does not',
    'src/consent/capture/confirm-pages.ts',
    'right?.messageId === messageId',
    'true',
  ),
  mutation(
    'W6',
    'the end of a link after 28 days',
    'src/consent/capture/confirm-opt-in.ts',
    'opt_in.confirmed_at is null and opt_in.expires_at > ${now} and purpose.retired_at',
    'opt_in.confirmed_at is null and purpose.retired_at',
  ),
  mutation(
    'W7',
    'the ten minutes without a second mail',
    'src/consent/capture/request-confirmation.ts',
    'const AGAIN_MS = 600_000',
    'const AGAIN_MS = 0',
  ),
  mutation(
    'W8',
    'the language of the page',
    'src/consent/preferences/render-frame.ts',
    '<html lang="${language}">',
    '<html>',
  ),
  mutation('W9', 'the closed referrer', ANSWERS, "'Referrer-Policy': 'no-referrer',", ''),
  mutation(
    'W10',
    'the mask',
    'src/consent/preferences/find-visitor.ts',
    'person.email === null ? null : maskEmail(person.email)',
    'person.email',
  ),
  mutation(
    'W10',
    'the right that a code gives',
    'src/consent/capture/more-pages.ts',
    "if (!codeId) return send(renderNoMore(place, 'over'), 403)",
    '',
  ),
]
