// Which rights somebody who signs in, or a key, has.
import { Select, type SelectProps } from '@mantine/core'
import { accessWords } from '../../words/access.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import { ROLES } from './access.ts'

/** Which rights: one of the roles. Takes what a form gives to its field. */
export function RoleSelect(props: Omit<SelectProps, 'data' | 'label' | 'allowDeselect'>) {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  return (
    <Select
      label={words.role}
      allowDeselect={false}
      data={ROLES.map((role) => ({ value: role, label: frame.role[role] }))}
      {...props}
    />
  )
}
