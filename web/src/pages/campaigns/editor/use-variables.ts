// The fields that can stand in a mail: those every person has, those the company keeps, and what is known of the sender.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import { fieldsQuery } from '../../contacts/contacts.ts'
import { CONTACT_VARIABLES, SENDER_VARIABLES, type Variable } from './mjml/variables.ts'

export function useVariables(): Variable[] {
  const words = useWords(editorWords)
  const { data } = useQuery(fieldsQuery)
  return useMemo(() => {
    const plain = (name: (typeof CONTACT_VARIABLES | typeof SENDER_VARIABLES)[number]): Variable => ({
      ...{ name, label: words.variables[name], type: 'text', choices: [] },
    })
    const own = (data?.items ?? []).map(
      ({ key, label, type, choices }): Variable => ({ name: `contact.fields.${key}`, label, type, choices }),
    )
    return [...CONTACT_VARIABLES.map(plain), ...own, ...SENDER_VARIABLES.map(plain)]
  }, [data, words])
}
