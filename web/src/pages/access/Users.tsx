// The people who may sign in, and a form that lets in one more. The new password is told to them by the admin, not by mail.
import { PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { AddForm } from '../../parts/AddForm.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import stacked from '../../parts/StackedTable.module.css'
import type { Role } from '../../session.ts'
import { accessWords } from '../../words/access.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import styles from './AccessPage.module.css'
import { type User, usersQuery } from './access.ts'
import { RoleSelect } from './RoleSelect.tsx'

export function Users() {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  const users = useQuery(usersQuery)
  return (
    <section className={styles.section}>
      <Answer query={users} what={words.users}>
        {({ items }) => (
          <table className={`${styles.list} ${stacked.table}`}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.email}</th>
                <th scope="col">{words.role}</th>
                <th scope="col" className="numeric">
                  {words.since}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((user) => (
                <tr key={user.id}>
                  <td>
                    <span className={styles.person}>
                      <Portrait name={user.name} size={24} />
                      <b>{user.name}</b>
                    </span>
                  </td>
                  <td>{user.email}</td>
                  <td>{frame.role[user.role]}</td>
                  <td className="numeric dim">
                    <DateText at={user.createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
      <NewUser />
    </section>
  )
}

type NewUserValues = { name: string; email: string; password: string; role: Role }

function NewUser() {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  const form = useForm<NewUserValues>({
    mode: 'uncontrolled',
    initialValues: { name: '', email: '', password: '', role: 'marketer' },
    validate: {
      name: (name) => (name.trim() === '' ? frame.nameNeeded : null),
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : frame.emailNeeded),
      password: (password) => (password.length < 12 ? frame.passwordShort : null),
    },
  })
  return (
    <AddForm
      form={form}
      add={(values) => post<User>('/users', { ...values, email: values.email.trim() })}
      listKey={usersQuery.queryKey}
      begin={words.letIn}
      send={words.letInButton}
      done={(user) => words.letInDone(user.name)}
    >
      <TextInput label={words.name} autoComplete="off" key={form.key('name')} {...form.getInputProps('name')} />
      <TextInput
        label={words.email}
        type="email"
        autoComplete="off"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <RoleSelect key={form.key('role')} {...form.getInputProps('role')} />
      <PasswordInput
        label={words.firstPassword}
        description={words.firstPasswordHint}
        autoComplete="new-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
    </AddForm>
  )
}
