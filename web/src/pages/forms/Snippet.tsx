// Text to be copied into a page of one's own.
import { Button, Code, CopyButton } from '@mantine/core'
import { formWords } from '../../words/forms.ts'
import { useWords } from '../../words/language.tsx'
import styles from './FormsPage.module.css'

export function Snippet({ text }: { text: string }) {
  const words = useWords(formWords)
  return (
    <>
      <Code className={styles.code} tabIndex={0}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" onClick={copy}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </>
  )
}
