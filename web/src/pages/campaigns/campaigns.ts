// What the server answers about campaigns, and how it is asked. The shapes are the server's own.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, patch, post, put, queryOf } from '../../api.ts'
import type { Reach } from '../../parts/consent-state.ts'
import type { DecisionReason } from '../../parts/decision-mark.ts'
import type { PeoplePage } from '../../parts/why.ts'
import type { TextLanguage } from '../../words/purposes.ts'
import type { MailSender } from './editor/brand/sender-look.ts'

export type CampaignState = 'draft' | 'ready' | 'scheduled' | 'sending' | 'paused' | 'sent' | 'cancelled'
export type CheckName =
  | ('purpose' | 'sender' | 'subject' | 'template' | 'fields' | 'ways_out')
  | ('links' | 'images' | 'contrast' | 'wording' | 'size' | 'text')
export type MessageState = 'queued' | 'started' | 'sent' | 'blocked' | 'cancelled' | 'failed' | 'expired'

export const TABS = ['message', 'audience', 'experiment', 'feed', 'forecast', 'results'] as const
export type TabName = (typeof TABS)[number]

type Named = { id: string; name: string }
export type CampaignChannel = 'email' | 'sms'
export type CampaignLine = {
  id: string
  name: string
  channel: CampaignChannel
  status: CampaignState
  purpose: Named
  segment: Named | null
  startsAt: string | null
  startedAt: string | null
  finishedAt: string | null
  updatedAt: string
  fault: string | null
}
export type Campaign = CampaignLine & {
  topic: Named | null
  subject: string
  preheader: string
  mjml: string
  plainText: string | null
  plainTextOf: string | null
  language: TextLanguage
  translations: Translation[]
  version: number | null
  publishedAt: string | null
  pausedFrom: 'scheduled' | 'ready' | null
  linkCheck: LinkCheck | null
}
export type LinkCheck = {
  fault: string | null
  says: string | null
  deadLinks: string[]
  checkedAt: string
  failingSince: string | null
}
/** Ids of segments. */
export type Audience = { in: string[]; out: string[] }
/** The reasons of the decision, and that another contact with the same mailbox gets it. */
export type CampaignReason = DecisionReason | 'same_mailbox'
/** The text part where it is written by hand, and what the mail made when it was. */
export type OwnText = { plainText: string | null; plainTextOf: string | null }
export type Draft = OwnText & { subject: string; preheader: string; mjml: string }
export type Translation = Draft & { language: TextLanguage }
/** Those that the mail is written in, the main one first. */
export const languagesOf = ({ language, translations }: Campaign): TextLanguage[] => [
  language,
  ...translations.map((one) => one.language),
]
export type Problem = {
  path: 'purposeId' | 'subject' | 'preheader' | 'mjml' | 'plainText'
  line: number | null
  message: string
  isWarning: boolean
}
export type Preview = {
  checks: { name: CheckName; note: string | null; problems: Problem[] }[]
  mayPublish: boolean
  sender: MailSender | null
  mail: { subject: string; preheader: string; html: string; text: string } | null
  madeText: string
  /** Of an SMS: as it is on the phone. */
  sms: { from: string | null; text: string; encoding: 'gsm7' | 'ucs2'; parts: number; left: number } | null
  isTracked: boolean
  language: TextLanguage | null
}
export type Forecast = {
  audience: number
  gets: number
  customers: number
  not: { reason: CampaignReason; count: number }[]
  at: string
  countedAt: string
}
export type Results = {
  total: number
  parts: { status: MessageState; reason: string | null; count: number }[]
  returned: { hard: number; soft: number; message: number }
  /** Of an SMS: how many have arrived, as far as gateways have told. */
  arrived: number | null
  tracked: number
  clicked: number
  links: { address: string; people: number }[]
  counted: { address: string; clicks: number }[]
  countedAt: string
}
export type Purpose = {
  id: string
  name: string
  kind: string
  channels: string[]
  retiredAt: string | null
  topics: { id: string; name: string; retiredAt: string | null }[]
}

/** While a campaign goes out its numbers are read again this often, in ms: once a second is as fast as one can read. */
const LIVE_MS = 1000
const isMoving = (status: CampaignState | undefined) => status === 'sending' || status === 'scheduled'

export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: ({ signal }) => get<{ items: CampaignLine[]; total: number }>('/campaigns', signal),
  refetchInterval: ({ state }) => (state.data?.items.some((item) => isMoving(item.status)) ? LIVE_MS * 5 : false),
})
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => get<Campaign>(`/campaigns/${id}`, signal),
    refetchInterval: ({ state }) => (isMoving(state.data?.status) ? LIVE_MS * 2 : false),
  })
export const audienceQuery = ({ id }: Campaign) =>
  queryOptions({
    queryKey: ['campaign', id, 'audience'],
    queryFn: ({ signal }) => get<Audience>(`/campaigns/${id}/audience`, signal),
  })
export const saveAudience = (id: string, audience: Audience) => put(`/campaigns/${id}/audience`, audience)
export const reachQuery = (id: string, status: CampaignState) =>
  queryOptions({
    queryKey: ['campaign', id, 'reach', status],
    queryFn: ({ signal }) => get<{ reach: Reach | null }>(`/campaigns/${id}/reach`, signal),
    refetchInterval: status === 'sending' ? LIVE_MS * 5 : false,
  })
export const forecastQuery = (campaign: Campaign) =>
  queryOptions({
    queryKey: [
      'campaign',
      campaign.id,
      'forecast',
      campaign.segment?.id,
      campaign.purpose.id,
      campaign.topic?.id,
      campaign.startsAt,
    ],
    queryFn: ({ signal }) => get<Forecast>(`/campaigns/${campaign.id}/forecast`, signal),
    enabled: campaign.segment !== null,
  })
export const resultsQuery = (campaign: Campaign) =>
  queryOptions({
    // By status, so that the last count is taken after the last mail, however quickly all of them went.
    queryKey: ['campaign', campaign.id, 'results', campaign.status],
    queryFn: ({ signal }) => get<Results>(`/campaigns/${campaign.id}/results`, signal),
    refetchInterval: isMoving(campaign.status) ? LIVE_MS : false,
    placeholderData: keepPreviousData,
  })
export const purposesQuery = queryOptions({
  queryKey: ['purposes'],
  queryFn: ({ signal }) => get<{ items: Purpose[] }>('/purposes', signal),
})
/** Purposes that a mail or an SMS can have. */
export const mailPurposes = (purposes: Purpose[] | undefined, channel: CampaignChannel = 'email') =>
  (purposes ?? []).filter((one) => one.kind === 'marketing' && one.retiredAt === null && one.channels.includes(channel))

/** Whose eyes a mail can be seen with. */
export type Reader = { id: string; name: string }
type SomeContacts = { items: { id: string; name: string | null }[] }

/** Some of the audience, those who would get it first; where workflows choose who gets it, some of the contacts. */
export const someQuery = (campaign: Campaign) =>
  queryOptions({
    queryKey: ['campaign', campaign.id, 'some', campaign.segment?.id, campaign.purpose.id, campaign.topic?.id],
    queryFn: async ({ signal }): Promise<Reader[]> => {
      if (campaign.segment === null) {
        const { items } = await get<SomeContacts>('/contacts?limit=20', signal)
        return items.flatMap(({ id, name }) => (name ? [{ id, name }] : []))
      }
      const people = `/campaigns/${campaign.id}/forecast/people?limit=20`
      const gets = await get<PeoplePage>(`${people}&reasons=given`, signal)
      return gets.items.length > 0 ? gets.items : (await get<PeoplePage>(people, signal)).items
    },
    staleTime: 60_000,
  })

/** Anybody whose name has this in it. */
export const findReaders = (search: string) =>
  queryOptions({
    queryKey: ['readers', search],
    queryFn: async ({ signal }): Promise<Reader[]> => {
      const { items } = await get<SomeContacts>(`/contacts${queryOf({ search, limit: 12 })}`, signal)
      return items.flatMap(({ id, name }) => (name ? [{ id, name }] : []))
    },
    staleTime: 60_000,
  })

type PreviewAsked = Draft & {
  channel: CampaignChannel
  purposeId: string
  topicId: string | null
  contactId: string | null
  language: TextLanguage
  languages: TextLanguage[]
  /** The campaign whose feed fills the places for it. */
  feedOf: string
}
export const previewMail = (body: PreviewAsked) => post<Preview>('/campaigns/preview', body)
export const saveCampaign = (id: string, change: object) => patch(`/campaigns/${id}`, change)
