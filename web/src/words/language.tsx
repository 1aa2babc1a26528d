// The language of the reader: kept in this browser, English or Norwegian bokmål. Each area keeps its words in a file of its own:
//   const en = {…}; const nb: typeof en = {…}; export const contactWords = { en, nb }
// so that a missing word does not compile. A page reads them with useWords(contactWords).
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Formats, formatsOf, type Language } from './formats.ts'

const KEPT_AS = 'assent.language'

type LanguageContext = { language: Language; formats: Formats; setLanguage: (language: Language) => void }
const Context = createContext<LanguageContext | null>(null)

function readLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS)
  if (kept === 'en' || kept === 'nb') return kept
  return /^(nb|nn|no)\b/.test(navigator.language) ? 'nb' : 'en'
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const value = useMemo(
    () => ({
      language,
      formats: formatsOf(language),
      setLanguage: (next: Language) => {
        localStorage.setItem(KEPT_AS, next)
        document.documentElement.lang = next
        setLanguage(next)
      },
    }),
    [language],
  )
  return <Context value={value}>{children}</Context>
}

/** The language now, its formats, and how to change it. */
export function useLanguage(): LanguageContext {
  const context = useContext(Context)
  if (!context) throw new Error('LanguageProvider is missing above this part.')
  return context
}

/** The words of one area in the reader's language. */
export function useWords<Words>(area: { en: Words; nb: Words }): Words {
  return area[useLanguage().language]
}

/** Numbers, dates and times in the reader's language and time zone. */
export function useFormats(): Formats {
  return useLanguage().formats
}
