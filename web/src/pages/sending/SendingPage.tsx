// When mails may go out at all: the switch that stops everything.
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useWords } from '../../words/language.tsx'
import { sendingWords } from '../../words/sending.ts'
import { settingWords } from '../../words/settings.ts'
import { StopPart } from './StopPart.tsx'

export function SendingPage() {
  const words = useWords(sendingWords)
  const settings = useWords(settingWords)
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: settings.title, href: '/settings' }]} />
      <PageBody>
        <PageTitle below={words.below}>{words.headline}</PageTitle>
        <StopPart />
      </PageBody>
    </>
  )
}
