// Every dialog says in words how it is closed, in the language of the app.
import { MantineThemeProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'

export function NamedDialogs({ children }: { children: ReactNode }) {
  const { close } = useWords(partWords)
  const named = { defaultProps: { closeButtonProps: { 'aria-label': close } } }
  return <MantineThemeProvider theme={{ components: { Modal: named, Drawer: named } }}>{children}</MantineThemeProvider>
}
