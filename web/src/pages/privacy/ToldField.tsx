// How the person is told: by a mail from here where one can reach them, else by whoever of us has done it.
import { Select } from '@mantine/core'
import { useWords } from '../../words/language.tsx'
import { requestWords, TOLD_BY } from '../../words/requests.ts'
import type { RequestDetail, Told } from './requests.ts'

type ToldFieldProps = { request: RequestDetail; value: Told; onChange: (told: Told) => void }

/** Whether a mail from here can tell of this: after an erasure no address is left. */
export const mayMail = ({ person }: RequestDetail, isErasing = false) => person.isReachable && !isErasing

export function ToldField({ request, value, onChange, isErasing = false }: ToldFieldProps & { isErasing?: boolean }) {
  const words = useWords(requestWords)
  const hasPage = request.kind === 'access' || request.kind === 'portability'
  const byMail = { value: 'mail', label: hasPage ? words.toldMailPage : words.toldByMail }
  return (
    <Select
      label={words.toldHow}
      placeholder={words.choose}
      allowDeselect={false}
      value={value}
      onChange={(next) => onChange(next === 'mail' ? 'mail' : (TOLD_BY.find((way) => way === next) ?? null))}
      data={[
        ...(mayMail(request, isErasing) ? [byMail] : []),
        ...TOLD_BY.map((way) => ({ value: way, label: words.toldOption[way] })),
      ]}
    />
  )
}
