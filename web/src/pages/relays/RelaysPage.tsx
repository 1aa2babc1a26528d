// The ways that mails take out: whether each works, what went through it today, and how much may.
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { relayWords } from '../../words/relays.ts'
import { settingWords } from '../../words/settings.ts'
import { LimitsPart } from './LimitsPart.tsx'
import { RelayForm } from './RelayForm.tsx'
import { RelaySection } from './RelaySection.tsx'
import styles from './RelaysPage.module.css'
import { type Relay, relaysQuery } from './relays.ts'

const works = ({ state }: Relay) => state === 'well' || state === 'failing'

export function RelaysPage() {
  const words = useWords(relayWords)
  const settings = useWords(settingWords)
  const formats = useFormats()
  const mayChange = useMe().role === 'admin'
  const relays = useQuery(relaysQuery)
  const headline = (all: Relay[]) => {
    const meant = all.filter(({ state }) => state !== 'off' && state !== 'absent')
    const usable = meant.filter(works).length
    const sent = all.reduce((sum, { today }) => sum + today.sent, 0)
    if (usable === 0) return words.nothingGoes
    const said = words.sentToday(formats.number(sent), sent === 1)
    if (meant.length === 1) return words.oneWorks(said)
    return usable === meant.length
      ? words.allWork(said, formats.number(usable))
      : words.someWork(said, formats.number(usable), formats.number(meant.length))
  }
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: settings.title, href: '/settings' }]} />
      <PageBody>
        <Answer query={relays} what={words.what} level={1}>
          {({ relays: all, limits }) => (
            <>
              <PageTitle below={words.below}>{headline(all)}</PageTitle>
              {all.map((relay) => (
                <RelaySection key={relay.id} relay={relay} limits={limits} mayChange={mayChange} />
              ))}
              <div className={styles.add}>
                {mayChange ? <RelayForm /> : <p className="muted text-13">{words.adminOnly}</p>}
              </div>
              <LimitsPart limits={limits} relays={all} mayChange={mayChange} />
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}
