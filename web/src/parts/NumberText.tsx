// A number in the reader's language. For counts of people use PeopleNumber, which leads to them.
import { useFormats } from '../words/language.tsx'

export type NumberTextProps = { value: number; as?: 'number' | 'decimal' | 'signed' | 'percent'; digits?: number }

export function NumberText({ value, as = 'number', digits }: NumberTextProps) {
  const formats = useFormats()
  return as === 'number' ? formats.number(value) : formats[as](value, digits)
}
