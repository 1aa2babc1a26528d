// Changing one's own password. Every other session of this person ends with it.
import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import styles from '../../parts/AddForm.module.css'
import { useErrorText } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { accessWords } from '../../words/access.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'

type Passwords = { currentPassword: string; newPassword: string }

export function PasswordPage() {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  const me = useMe()
  const form = useForm<Passwords>({
    mode: 'uncontrolled',
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (password) => (password === '' ? frame.passwordNeeded : null),
      newPassword: (password) => (password.length < 12 ? frame.passwordShort : null),
    },
  })
  const change = useMutation({
    mutationFn: (passwords: Passwords) => post('/auth/change-password', { ...passwords, revokeOtherSessions: true }),
    onSuccess: () => form.reset(),
  })
  const fault = useErrorText(change.error)
  return (
    <>
      <PageTop title={words.password} />
      <PageBody>
        <PageTitle below={words.passwordDetail}>{words.password}</PageTitle>
        <form
          className={styles.form}
          onSubmit={form.onSubmit(
            (values) => change.mutate(values),
            (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
          )}
          noValidate
        >
          <input type="hidden" name="username" autoComplete="username" value={me.email ?? ''} readOnly />
          <PasswordInput
            label={words.presentPassword}
            autoComplete="current-password"
            key={form.key('currentPassword')}
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={words.newPassword}
            description={frame.setupPasswordHint}
            autoComplete="new-password"
            key={form.key('newPassword')}
            {...form.getInputProps('newPassword')}
          />
          {change.isError && (
            <p className="text-13 broken" role="alert">
              {fault}
            </p>
          )}
          {change.isSuccess && <Note role="status">{words.passwordDone}</Note>}
          <div className={styles.buttons}>
            <Button type="submit" variant="filled" disabled={change.isPending}>
              {words.changePassword}
            </Button>
          </div>
        </form>
      </PageBody>
    </>
  )
}
