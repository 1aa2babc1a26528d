// What is sent to save a form: of one that stands, and of one that is begun.
import type { Form, FormInput } from './forms.ts'

/** What of a form can be changed. */
export const inputOf = ({ name, key, brandId, language, questions, asks, thanks }: Form): FormInput => ({
  name,
  key,
  brandId,
  language,
  questions,
  asks,
  thanks,
})

/** A form that asks who somebody is, and for no yes yet. */
export function emptyForm(
  words: { emailQuestion: string; nameQuestion: string; companyQuestion: string; thanksDefault: string },
  brandId: string,
): FormInput {
  const question = { type: 'text' as const, required: false, choices: [] }
  return {
    name: '',
    key: '',
    brandId,
    language: document.documentElement.lang === 'nb' ? 'nb' : 'en',
    questions: [
      { ...question, key: 'email', label: words.emailQuestion, type: 'email', required: true },
      { ...question, key: 'first_name', label: words.nameQuestion },
      { ...question, key: 'company', label: words.companyQuestion },
    ],
    asks: [],
    thanks: words.thanksDefault,
  }
}
