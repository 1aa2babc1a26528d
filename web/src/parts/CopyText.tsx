// A text to take along, such as a secret that is shown once: as it is, and a button that copies it.
import { Button, Code, CopyButton } from '@mantine/core'
import { useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import styles from './CopyText.module.css'

export function CopyText({ text }: { text: string }) {
  const words = useWords(partWords)
  return (
    <p className={styles.copy}>
      <Code>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" onClick={copy}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </p>
  )
}
