// Forms as the server answers them: GET /forms, with the purposes and senders that they may ask for.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export const QUESTION_TYPES = ['text', 'long_text', 'email', 'phone', 'choice'] as const
export type Question = {
  key: string
  label: string
  type: (typeof QUESTION_TYPES)[number]
  required: boolean
  choices: string[]
}
export type Ask = { purposeId: string; channel: string }
export type FormInput = {
  name: string
  key: string
  brandId: string
  language: string
  questions: Question[]
  asks: Ask[]
  thanks: string
}
export type Form = FormInput & { id: string; people: number; url: string; embed: string }
export type Purpose = {
  id: string
  name: string
  channels: string[]
  retiredAt: string | null
  brand: { id: string; name: string }
}

export const FORM_LANGUAGES = [
  { value: 'nb', label: 'Norsk bokmål' },
  { value: 'nn', label: 'Nynorsk' },
  { value: 'sv', label: 'Svenska' },
  { value: 'da', label: 'Dansk' },
  { value: 'fi', label: 'Suomi' },
  { value: 'en', label: 'English' },
]
/** Answers to these say who somebody is; any other key stays with the answer. */
export const QUESTION_KEYS = ['email', 'first_name', 'last_name', 'company', 'job_title', 'phone', 'city']

export type Served = {
  textId: string
  name: string
  language: string
  version: number
  shown: number
  saidYes: number
}

/** How often each text was shown on this form and answered with a yes; never to whom. */
export const servedQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', id, 'served'],
    queryFn: ({ signal }) => get<{ items: Served[] }>(`/forms/${id}/served`, signal),
  })
export const formsQuery = queryOptions({
  queryKey: ['forms'],
  queryFn: ({ signal }) => get<{ items: Form[]; tracker: string }>('/forms', signal),
})
export const purposesQuery = queryOptions({
  queryKey: ['purposes', 'of forms'],
  queryFn: ({ signal }) => get<{ items: Purpose[] }>('/purposes', signal),
})
export const brandsQuery = queryOptions({
  queryKey: ['brands'],
  queryFn: ({ signal }) => get<{ items: { id: string; name: string }[] }>('/brands', signal),
})
