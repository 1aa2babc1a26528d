// Signing in with e-mail and password. Says the same whether the address or the password was wrong.
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { ApiError } from '../../api.ts'
import { useErrorText } from '../../parts/ErrorNote.tsx'
import { signIn } from '../../session.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import styles from './Entrance.module.css'
import { Entrance } from './Entrance.tsx'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const words = useWords(frameWords)
  const queries = useQueryClient()
  const router = useRouter()
  const { next } = route.useSearch()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : words.emailNeeded),
      password: (password) => (password === '' ? words.passwordNeeded : null),
    },
  })
  const enter = useMutation({
    mutationFn: (values: { email: string; password: string }) =>
      signIn(queries, { email: values.email.trim(), password: values.password }),
    onSuccess: () => router.history.push(next ?? '/'),
  })
  return (
    <Entrance title={words.signInTitle}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => enter.mutate(values))} noValidate>
        <TextInput
          label={words.email}
          type="email"
          autoComplete="username"
          inputMode="email"
          autoFocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        {enter.isError && <SignInFault error={enter.error} />}
        <Button type="submit" variant="filled" disabled={enter.isPending} fullWidth>
          {words.signInButton}
        </Button>
      </form>
      <p className="small dim">{words.signInHelp}</p>
    </Entrance>
  )
}

function SignInFault({ error }: { error: Error }) {
  const words = useWords(frameWords)
  const said = useErrorText(error)
  const status = error instanceof ApiError ? error.status : 0
  const text = status === 429 ? words.signInTooMany : status === 401 ? words.signInWrong : said
  return (
    <p className={styles.fault} role="alert">
      {text}
    </p>
  )
}
