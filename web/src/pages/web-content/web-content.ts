// Places on web pages: GET /web-contents. A form holds texts alone; what is left empty is left out.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export type Block = {
  heading: string
  text: string
  link: { label: string; url: string } | null
  image: { url: string; description: string } | null
}
export type WebContent = {
  id: string
  key: string
  name: string
  sites: string[]
  block: Block
  variants: { segmentId: string; block: Block }[]
}
export const contentsQuery = queryOptions({
  queryKey: ['web-contents'],
  queryFn: ({ signal }) => get<{ script: string; items: WebContent[] }>('/web-contents', signal),
})

export const BLOCK_FIELDS = ['heading', 'text', 'linkLabel', 'linkUrl', 'imageUrl', 'imageDescription'] as const
export type BlockValues = Record<(typeof BLOCK_FIELDS)[number], string>
export type PlaceValues = {
  name: string
  key: string
  sites: string
  block: BlockValues
  variants: { segmentId: string; block: BlockValues }[]
}

export const toValues = (block?: Block): BlockValues => ({
  heading: block?.heading ?? '',
  text: block?.text ?? '',
  linkLabel: block?.link?.label ?? '',
  linkUrl: block?.link?.url ?? '',
  imageUrl: block?.image?.url ?? '',
  imageDescription: block?.image?.description ?? '',
})

const toBlock = ({ heading, text, linkLabel, linkUrl, imageUrl, imageDescription }: BlockValues): Block => ({
  heading,
  text,
  link: linkUrl.trim() === '' ? null : { label: linkLabel, url: linkUrl.trim() },
  image: imageUrl.trim() === '' ? null : { url: imageUrl.trim(), description: imageDescription },
})

export const toDraft = ({ name, key, sites, block, variants }: PlaceValues) => ({
  name,
  key,
  sites: sites.split(/\s+/).filter((site) => site !== ''),
  block: toBlock(block),
  variants: variants.map((variant) => ({ segmentId: variant.segmentId, block: toBlock(variant.block) })),
})
