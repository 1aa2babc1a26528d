// Makes the demo company before anybody knows it: who speaks, what people can say yes to, who signs in, how points are
// given, which form stands on its site, and which people its campaigns are for.
import { createPurpose, createTopic } from '../consent/index.ts'
import { createField } from '../contacts/index.ts'
import { saveSmsSender } from '../delivery/index.ts'
import { createUser, type Role, type Transaction } from '../platform/index.ts'
import { createRule } from '../scoring/index.ts'
import { type Group, saveSegment } from '../segments/index.ts'
import { createForm } from '../tracking/index.ts'
import { HEATINGS, ROLES } from './invent-people.ts'
import { makeLook } from './make-look.ts'
import { PURPOSES, TEXT_LANGUAGES, type TextLanguage } from './purpose-texts.ts'
import { TOPICS } from './topics.ts'

/** The same for everybody here, and printed at each start: nothing in a demo is worth a secret. */
export const DEMO_PASSWORD = 'one yes at a time'

export type Login = { name: string; email: string; role: Role }
export const LOGINS: Login[] = [
  { name: 'Ingrid Solbakk', email: 'ingrid.solbakk@vidjevik.example', role: 'marketer' },
  { name: 'Henrik Aasbø', email: 'henrik.aasbo@vidjevik.example', role: 'seller' },
  { name: 'Tove Rinnan', email: 'tove.rinnan@vidjevik.example', role: 'seller' },
  { name: 'Sigrid Vaage', email: 'sigrid.vaage@vidjevik.example', role: 'privacy_officer' },
  { name: 'Jonas Ekdahl', email: 'jonas.ekdahl@vidjevik.example', role: 'admin' },
]

export const FORM_KEY = 'heat-audit'
export const FORM_SITE = 'https://vidjevik.example'

/** Everything that stands before the first person comes. */
export async function makeCompany(tx: Transaction, at: Date): Promise<void> {
  for (const login of LOGINS) await createUser(tx, { ...login, password: DEMO_PASSWORD })
  const brandId = await makeBrand(tx, at)
  await makeLook(tx, brandId, at)
  await makePurposes(tx, brandId, at)
  await saveSmsSender(tx, brandId, { sender: '+4755500199', takesAnswers: true })
  await makeForm(tx, brandId, at)
  await createField(tx, { key: 'role', label: 'Role in the purchase', type: 'choice', choices: ROLES })
  await createField(tx, { key: 'heated_area', label: 'Heated area, m²', type: 'number', choices: [] })
  await createField(tx, { key: 'heating', label: 'Heating today', type: 'choice', choices: HEATINGS })
  await makeRules(tx)
  for (const [name, definition] of SEGMENTS) await saveSegment(tx, { name, definition }, at)
}

async function makeBrand(tx: Transaction, at: Date): Promise<string> {
  const { id } = await tx.brand.create({
    data: {
      name: 'Vidjevik',
      senderName: 'Vidjevik',
      senderEmail: 'nytt@vidjevik.example',
      replyTo: 'post@vidjevik.example',
      postalAddress: 'Vidjevik AS, Kaigata 8, 7010 Trondheim',
      privacyEmail: 'personvern@vidjevik.example',
      privacyUrl: 'https://vidjevik.example/personvern',
      colour: '#7A3E16',
      country: 'NO',
      createdAt: at,
      replyChoice: { create: { goesTo: 'inbox', changedByName: 'Jonas Ekdahl', changedAt: at } },
      processing: {
        create: {
          phone: '+47 55 50 01 99',
          storedIn: ['NO'],
          retention: 'Until 12 months after the last yes has ended',
          retentionMonths: 12,
          recipients: [],
        },
      },
    },
  })
  return id
}

async function makePurposes(tx: Transaction, brandId: string, at: Date): Promise<void> {
  const inAll = <Said extends object>(texts: Record<TextLanguage, Said>) =>
    TEXT_LANGUAGES.map((language) => ({ language, ...texts[language] }))
  for (const { texts, ...purpose } of PURPOSES) {
    const id = await createPurpose(tx, { ...purpose, brandId, texts: inAll(texts) }, at)
    for (const { key, name, texts: names } of TOPICS.filter((topic) => topic.purpose === purpose.key))
      await createTopic(tx, id, { key, name, texts: inAll(names) }, at)
  }
}

const ASKS = [
  { key: 'product_news', channel: 'email' },
  { key: 'share_with_sales', channel: 'email' },
  { key: 'phone_follow_up', channel: 'phone' },
  { key: 'tracking', channel: 'web' },
  { key: 'profiling', channel: 'web' },
] as const

async function makeForm(tx: Transaction, brandId: string, at: Date): Promise<void> {
  const purposes = await tx.purpose.findMany({ where: { brandId } })
  const asks = ASKS.flatMap(({ key, channel }) => {
    const purpose = purposes.find((one) => one.key === key)
    return purpose ? [{ purposeId: purpose.id, channel }] : []
  })
  const question = { choices: [], required: true }
  await createForm(
    tx,
    {
      name: 'Varmesjekk',
      key: FORM_KEY,
      brandId,
      language: 'nb',
      questions: [
        { ...question, key: 'first_name', label: 'Fornavn', type: 'text' },
        { ...question, key: 'last_name', label: 'Etternavn', type: 'text' },
        { ...question, key: 'email', label: 'E-post', type: 'email' },
        { ...question, key: 'company', label: 'Firma', type: 'text', required: false },
        { ...question, key: 'building', label: 'Hvilket bygg gjelder det?', type: 'long_text', required: false },
      ],
      asks,
      thanks: 'Takk. Vi ser på bygget ditt og svarer innen to arbeidsdager.',
    },
    FORM_SITE,
    at,
  )
}

const on = (field: string, operator: 'is' | 'starts_with' | 'at_least', value: string | number) => [
  { field, operator, value },
]

async function makeRules(tx: Transaction): Promise<void> {
  const behaviour = [
    ['Asked for a heat audit', 'form.submitted', on('formKey', 'is', FORM_KEY), 25, 25],
    ['Used the savings calculator', 'calculator.used', [], 12, 12],
    ['Downloaded the guide about heat recovery', 'file.downloaded', on('file', 'starts_with', '/guide'), 10, 10],
    ['Looked at prices', 'page.viewed', on('path', 'is', '/priser'), 5, 10],
    ['Answered a mail', 'mail.replied', [], 8, 8],
    ['Clicked in a mail', 'mail.clicked', [], 4, 8],
    ['Read an article', 'page.viewed', on('path', 'starts_with', '/fagstoff'), 3, 6],
    ['Looked at vacant jobs', 'page.viewed', on('path', 'is', '/ledige-stillinger'), -5, null],
  ] as const
  for (const [name, eventType, conditions, points, dailyCap] of behaviour)
    await createRule(tx, { kind: 'behaviour', name, eventType, conditions: [...conditions], points, dailyCap })
  const fit = [
    ['Commercial property', on('account.industry', 'is', 'Commercial property'), 10],
    ['Industry', on('account.industry', 'is', 'Industry'), 8],
    ['At least 100 employees', on('account.employees', 'at_least', 100), 8],
    ['Decides', on('fields.role', 'is', 'Decides'), 7],
    ['District heating', on('fields.heating', 'is', 'District heating'), 5],
    ['At least 5,000 m²', on('fields.heated_area', 'at_least', 5000), 4],
  ] as const
  for (const [name, conditions, points] of fit)
    await createRule(tx, { kind: 'fit', name, conditions: [...conditions], points })
}

const SEGMENTS: [name: string, definition: Group][] = [
  [
    'Eiendom og industri, Skandinavia',
    {
      kind: 'all',
      conditions: [
        { kind: 'field', field: 'country', operator: 'is', values: ['NO', 'SE', 'DK'] },
        {
          kind: 'any',
          conditions: [
            { kind: 'field', field: 'account.industry', operator: 'is', values: ['Commercial property', 'Industry'] },
            { kind: 'field', field: 'account.employees', operator: 'at_least', values: [100] },
          ],
        },
      ],
    },
  ],
  ['Norge', { kind: 'all', conditions: [{ kind: 'field', field: 'country', operator: 'is', values: ['NO'] }] }],
  [
    'Så på priser nylig',
    {
      kind: 'all',
      conditions: [
        {
          kind: 'event',
          event: 'page.viewed',
          has: true,
          times: 2,
          days: 30,
          where: [{ property: 'path', operator: 'is', value: '/priser' }],
        },
      ],
    },
  ],
  ['Alle', { kind: 'all', conditions: [] }],
]
