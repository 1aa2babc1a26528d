// Pictures for mails: upload one, say what it shows, use it. Taking one out changes no mail.
import { Button, FileButton, Modal, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, get, patch, post } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { imageWords } from '../../words/images.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { imageMjml, type MailImage } from './editor/images/use-image.ts'
import styles from './ImageLibrary.module.css'

export const imagesQuery = queryOptions({
  queryKey: ['images'],
  queryFn: ({ signal }) => get<{ items: MailImage[] }>('/images', signal),
})

export const uploadImage = (file: File) => post<MailImage>(`/images?${new URLSearchParams({ name: file.name })}`, file)

/** `onUse`: what is done with the picture that is chosen; without it, it is copied as MJML. */
export function ImageLibrary({
  onClose,
  onUse,
}: {
  onClose: () => void
  onUse?: ((image: MailImage) => void) | undefined
}) {
  const words = useWords(imageWords)
  const queries = useQueryClient()
  const images = useQuery(imagesQuery)
  const upload = useMutation({
    mutationFn: uploadImage,
    onSuccess: () => queries.invalidateQueries({ queryKey: imagesQuery.queryKey }),
  })
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg">
      <div className={styles.top}>
        <FileButton accept="image/png,image/jpeg,image/gif" onChange={(file) => file && upload.mutate(file)}>
          {(props) => (
            <Button {...props} variant="filled" disabled={upload.isPending}>
              {upload.isPending ? words.uploading : words.upload}
            </Button>
          )}
        </FileButton>
        <p className="small dim">{words.hint}</p>
      </div>
      {upload.isError && <FaultLines error={upload.error} />}
      <Answer query={images} what={words.what}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="dim">{words.empty}</p>
          ) : (
            <ul className={styles.list}>
              {items.map((image) => (
                <OneImage key={image.id} image={image} onUse={onUse} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Modal>
  )
}

function OneImage({ image, onUse }: { image: MailImage; onUse: ((image: MailImage) => void) | undefined }) {
  const words = useWords(imageWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const [alt, setAlt] = useState(image.alt)
  const [isCopied, setCopied] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: imagesQuery.queryKey })
  const describe = useMutation({ mutationFn: () => patch(`/images/${image.id}`, { alt }), onSuccess: refresh })
  const remove = useMutation({ mutationFn: () => del(`/images/${image.id}`), onSuccess: refresh })
  const use = async () => {
    if (alt !== image.alt) await describe.mutateAsync()
    if (onUse) return onUse({ ...image, alt })
    await navigator.clipboard.writeText(imageMjml({ ...image, alt }))
    setCopied(true)
  }
  const failed = describe.error ?? remove.error
  return (
    <li>
      <img src={new URL(image.address).pathname} alt={alt} width={image.width} height={image.height} loading="lazy" />
      <div>
        <p className="small">
          {image.name}{' '}
          <span className="dim">
            {words.size(
              formats.number(image.width),
              formats.number(image.height),
              formats.number(Math.ceil(image.size / 1024)),
            )}
          </span>
        </p>
        <TextInput
          label={words.alt}
          description={words.altHint}
          value={alt}
          maxLength={500}
          onChange={(event) => setAlt(event.currentTarget.value)}
          onBlur={() => alt !== image.alt && describe.mutate()}
        />
        {failed && <FaultLines error={failed} />}
        <div className={styles.actions}>
          <Button size="xs" onClick={() => void use()}>
            {onUse ? words.use : isCopied ? words.copied : words.copy}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            title={words.removeDetail}
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {words.remove(image.name)}
          </Button>
        </div>
      </div>
    </li>
  )
}
