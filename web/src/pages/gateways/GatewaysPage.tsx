// The ways that SMS take out, and from whom they come: whether each works, and what each sender is called on the phone.
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { gatewayWords } from '../../words/gateways.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { settingWords } from '../../words/settings.ts'
import styles from '../relays/RelaysPage.module.css'
import { GatewayForm } from './GatewayForm.tsx'
import { GatewaySection } from './GatewaySection.tsx'
import { type Gateway, gatewaysQuery } from './gateways.ts'
import { SenderSection } from './SenderSection.tsx'

const works = ({ state }: Gateway) => state === 'well' || state === 'failing'

export function GatewaysPage() {
  const words = useWords(gatewayWords)
  const settings = useWords(settingWords)
  const formats = useFormats()
  const mayChange = useMe().role === 'admin'
  const gateways = useQuery(gatewaysQuery)
  const headline = (all: Gateway[]) => {
    const sent = all.reduce((sum, { today }) => sum + today.sent, 0)
    if (all.length === 0) return words.none
    if (all.some(works) && sent === 0) return words.noneYet
    return all.some(works) ? words.goes(formats.number(sent), sent === 1) : words.nothingGoes
  }
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: settings.title, href: '/settings' }]} />
      <PageBody>
        <Answer query={gateways} what={words.what} level={1}>
          {({ gateways: all, senders, came }) => (
            <>
              <PageTitle below={words.below}>{headline(all)}</PageTitle>
              {all.map((gateway) => (
                <GatewaySection key={gateway.id} gateway={gateway} mayChange={mayChange} />
              ))}
              <div className={styles.add}>
                {mayChange ? <GatewayForm /> : <p className="muted text-13">{words.adminOnly}</p>}
              </div>
              {came.length > 0 && <Came came={came} />}
              <h2>{words.senders}</h2>
              <p className={`${styles.lead} text-13`}>{words.sendersLead}</p>
              {senders.map((sender) => (
                <SenderSection key={sender.brandId} sender={sender} mayChange={mayChange} />
              ))}
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

/** What gateways told of and what people answered. */
function Came({ came }: { came: { outcome: string; count: number }[] }) {
  const words = useWords(gatewayWords)
  const formats = useFormats()
  return (
    <>
      <h2>{words.came}</h2>
      <table className={styles.came}>
        <tbody>
          {came.map(({ outcome, count }) => (
            <tr key={outcome}>
              <th scope="row">{words.outcome[outcome] ?? outcome}</th>
              <td className="numeric">{formats.number(count)}</td>
              <td className="muted">{words.effect[outcome]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
