// When mails may go out at all: the switch that stops everything, and how each sender sends.
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useWords } from '../../words/language.tsx'
import { sendingWords } from '../../words/sending.ts'
import { settingWords } from '../../words/settings.ts'
import { sendersQuery } from '../senders/senders.ts'
import { RulesPart } from './RulesPart.tsx'
import { StopPart } from './StopPart.tsx'

export function SendingPage() {
  const words = useWords(sendingWords)
  const settings = useWords(settingWords)
  const senders = useQuery(sendersQuery)
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: settings.title, href: '/settings' }]} />
      <PageBody>
        <PageTitle below={words.below}>{words.headline}</PageTitle>
        <StopPart />
        <Answer query={senders} what={words.title}>
          {({ items }) => items.map((sender) => <RulesPart key={sender.id} sender={sender} />)}
        </Answer>
      </PageBody>
    </>
  )
}
