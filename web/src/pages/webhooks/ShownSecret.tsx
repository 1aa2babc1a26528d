// The one time that the secret of a webhook is shown.
import { Button, Code, CopyButton } from '@mantine/core'
import { accessWords } from '../../words/access.ts'
import { useWords } from '../../words/language.tsx'
import { webhookWords } from '../../words/webhooks.ts'
import styles from './WebhooksPage.module.css'

export function ShownSecret({ secret }: { secret: string }) {
  const words = useWords(webhookWords)
  const access = useWords(accessWords)
  return (
    <>
      <p>{words.added}</p>
      <p className={styles.key}>
        <Code>{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" onClick={copy}>
              {copied ? access.copied : access.copy}
            </Button>
          )}
        </CopyButton>
      </p>
    </>
  )
}
