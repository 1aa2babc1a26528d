// The one time that the secret of a webhook is shown.
import { CopyText } from '../../parts/CopyText.tsx'
import { useWords } from '../../words/language.tsx'
import { webhookWords } from '../../words/webhooks.ts'

export function ShownSecret({ secret }: { secret: string }) {
  const words = useWords(webhookWords)
  return (
    <>
      <p>{words.added}</p>
      <CopyText text={secret} />
    </>
  )
}
