// What the demo company has just begun to ask for: visits to buildings, confirmed by mail. Made last, so that questions
// wait for an answer: some for a seller, some on the person's own page, some on paper.
import { askForConsent, createPurpose } from '../consent/index.ts'
import { Prisma, type Transaction } from '../platform/database.ts'
import { createForm } from '../tracking/index.ts'
import { FORM_SITE } from './make-company.ts'
import { type PurposePlan, TEXT_LANGUAGES } from './purpose-texts.ts'

export const VISIT_FORM_KEY = 'site-visit'
export const SITE_VISITS: PurposePlan = {
  key: 'site_visits',
  name: 'Site visits',
  kind: 'marketing',
  channels: ['email'],
  validityMonths: 12,
  texts: {
    nb: {
      name: 'Byggbesøk',
      text: 'Ja, inviter meg på e-post når Vidjevik viser fram et bygg, høyst fire ganger i året. Du kan stoppe når du vil, i hver e-post. Ditt ja varer i ett år.',
    },
    nn: {
      name: 'Byggbesøk',
      text: 'Ja, inviter meg på e-post når Vidjevik viser fram eit bygg, høgst fire gonger i året. Du kan stoppe når du vil, i kvar e-post. Ditt ja varer i eitt år.',
    },
    sv: {
      name: 'Byggbesök',
      text: 'Ja, bjud in mig via e-post när Vidjevik visar en byggnad, högst fyra gånger om året. Du kan sluta när du vill, i varje mejl. Ditt ja gäller i ett år.',
    },
    da: {
      name: 'Besøg i bygninger',
      text: 'Ja, inviter mig på mail, når Vidjevik viser en bygning frem, højst fire gange om året. Du kan stoppe, når du vil, i hver mail. Dit ja gælder i et år.',
    },
    fi: {
      name: 'Kohdevierailut',
      text: 'Kyllä, kutsukaa minut sähköpostilla, kun Vidjevik esittelee kohteen, enintään neljä kertaa vuodessa. Voit lopettaa milloin tahansa jokaisesta viestistä. Suostumus on voimassa vuoden.',
    },
    en: {
      name: 'Site visits',
      text: 'Yes, invite me by mail when Vidjevik shows a building, at most four times a year. You can stop at any time, in every mail. Your yes lasts one year.',
    },
  },
}

/** How many are asked in each way. */
const ASKED = { seller: 4, web: 5, paper: 2 } as const

/** The purpose, its form, and the questions that wait from `now` on. */
export async function makeSiteVisits(tx: Transaction, now: Date): Promise<void> {
  const { id: brandId } = await tx.brand.findFirstOrThrow()
  const { texts, ...purpose } = SITE_VISITS
  const inAll = TEXT_LANGUAGES.map((language) => ({ language, ...texts[language] }))
  const purposeId = await createPurpose(tx, { ...purpose, brandId, doubleOptIn: true, texts: inAll }, now)
  const question = { choices: [], required: true }
  await createForm(
    tx,
    {
      ...{ name: 'Byggbesøk', key: VISIT_FORM_KEY, brandId, language: 'nb' },
      questions: [
        { ...question, key: 'first_name', label: 'Fornavn', type: 'text' },
        { ...question, key: 'last_name', label: 'Etternavn', type: 'text' },
        { ...question, key: 'email', label: 'E-post', type: 'email' },
      ],
      asks: [{ purposeId, channel: 'email' }],
      thanks: 'Takk. Sa du ja til invitasjoner, får du en e-post der du bekrefter det.',
    },
    FORM_SITE,
    now,
  )
  for (const [way, limit] of Object.entries(ASKED) as [keyof typeof ASKED, number][]) {
    const people = await pickUnasked(tx, purposeId, way, limit)
    const asked = { purposeId, channel: 'email', mailUnder: null, otherwise: way, workflowId: null } as const
    await askForConsent(tx, asked, people, now)
  }
}

/** Those with a lead for a seller; for the others, people who are known. The same in each company of one seed. */
async function pickUnasked(tx: Transaction, purposeId: string, way: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    select contact.id from contact
    join identity on identity.contact_id = contact.id and identity.kind = 'email' and identity.is_primary
    where erased_at is null and merged_into_id is null and contact.language = 'nb'
      and exists (select from lead where lead.contact_id = contact.id and status in ('assigned', 'accepted'))
        = ${way === 'seller'}
      and not exists (select from consent_ask where consent_ask.contact_id = contact.id and purpose_id = ${purposeId}::uuid)
      and not exists (select from consent_hold where consent_hold.contact_id = contact.id and lifted_at is null
        and consent_hold.kind <> 'negotiation')
    order by md5(identity.value) limit ${limit}::int`)
  return rows.map((row) => row.id)
}
