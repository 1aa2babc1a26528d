// How many parts an SMS campaign takes: what it costs, before it goes out.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../../../api.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import { smsWords } from '../../../words/sms.ts'
import styles from '../CampaignPage.module.css'
import type { Campaign } from '../campaigns.ts'

type Parts = { gets: number; counted: number; parts: number; least: number; most: number }

const partsQuery = ({ id, segment, purpose, topic, startsAt, mjml, translations }: Campaign) =>
  queryOptions({
    queryKey: [
      ...['campaign', id, 'forecast', 'parts', segment?.id, purpose.id, topic?.id, startsAt],
      ...[mjml, ...translations.map((one) => one.mjml)],
    ],
    queryFn: ({ signal }) => get<Parts>(`/campaigns/${id}/forecast/parts`, signal),
    enabled: segment !== null,
  })

export function PartsLine({ campaign }: { campaign: Campaign }) {
  const words = useWords(smsWords)
  const formats = useFormats()
  const { data } = useQuery(partsQuery(campaign))
  if (!data || data.counted === 0) return null
  const { gets, counted, parts, least, most } = data
  const said = formats.number(parts)
  return (
    <p className={styles.lead}>
      {counted < gets ? words.about(said, formats.number(counted)) : words.costs(said)}
      {most > least && ` ${words.between(formats.number(least), formats.number(most))}`}
    </p>
  )
}
