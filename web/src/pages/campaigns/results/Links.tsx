// Which links were followed, as a list and drawn over the mail itself.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../../parts/Answer.tsx'
import { AppLink } from '../../../parts/AppLink.tsx'
import { campaignWords } from '../../../words/campaigns.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import { resultWords } from '../../../words/results.ts'
import { linkCountingQuery } from '../../settings/settings.ts'
import type { Campaign } from '../campaigns.ts'
import styles from './Results.module.css'
import { clickMapQuery, type Outcomes } from './results.ts'

export function Links({ campaign, outcomes: { links, totals } }: { campaign: Campaign; outcomes: Outcomes }) {
  const words = useWords(resultWords)
  const campaigns = useWords(campaignWords)
  const formats = useFormats()
  const counting = useQuery(linkCountingQuery)
  const [isMap, setMap] = useState(false)
  const hasOthers = links.some((link) => link.clicks !== null)
  if (links.length === 0) return <p className="text-13 muted">{words.noLinks}</p>
  const share = (people: number) => (totals.tracked > 0 ? people / totals.tracked : 0)
  return (
    <section className={styles.section}>
      <h2>{words.links}</h2>
      <p className="text-13 muted">
        {words.linksDetail} {hasOthers && words.othersDetail}
      </p>
      <table className={styles.links}>
        <thead>
          <tr>
            <th scope="col">{words.address}</th>
            <th scope="col" className="numeric">
              {words.people}
            </th>
            <th scope="col" className="numeric">
              {words.share}
            </th>
            {hasOthers && (
              <th scope="col" className="numeric">
                {words.others}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {links.map(({ address, people, clicks }) => (
            <tr key={address}>
              <td className={styles.address}>
                {address}
                <span className={styles.meter} aria-hidden="true">
                  <i style={{ width: `${Math.round(share(people) * 100)}%` }} />
                </span>
              </td>
              <td className="numeric">{formats.number(people)}</td>
              <td className="numeric">{formats.percent(share(people))}</td>
              {hasOthers && <td className="numeric">{clicks === null ? '–' : formats.number(clicks)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {!hasOthers && counting.data && (
        <p className="text-13 muted">
          {counting.data.counts ? campaigns.noneCounted : campaigns.countingOff}{' '}
          <AppLink className="link" href="/settings">
            {campaigns.toSettings}
          </AppLink>
        </p>
      )}
      {totals.sent > 0 && (
        <p className={`small dim ${styles.toggle}`}>
          <button type="button" className="link" aria-expanded={isMap} onClick={() => setMap(!isMap)}>
            {isMap ? words.hideMap : words.map}
          </button>
        </p>
      )}
      {isMap && <ClickMapView campaign={campaign} />}
    </section>
  )
}

function ClickMapView({ campaign }: { campaign: Campaign }) {
  const words = useWords(resultWords)
  const formats = useFormats()
  const query = useQuery(clickMapQuery(campaign.id))
  return (
    <Answer query={query} what={words.mapWhat} level={3}>
      {(map) => (
        <div className={styles.map}>
          <iframe className={styles.mail} sandbox="" title={words.mapTitle} srcDoc={map.html} />
          <ol>
            {map.links.map((link) => (
              <li key={link.number} className="text-13">
                <b>{formats.number(link.number)}:</b> {link.address}{' '}
                <span className="muted">
                  {formats.number(link.people)} ({formats.percent(map.tracked > 0 ? link.people / map.tracked : 0, 0)})
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Answer>
  )
}
