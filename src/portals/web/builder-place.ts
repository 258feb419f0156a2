import { createContext, use } from 'react'
import type { PageRowShape } from '../../pages/contract.ts'

/** What the parts of the page builder know of the page they stand in. */
export type BuilderPlace = { workspace: string; pages: readonly PageRowShape[] }

export const BuilderContext = createContext<BuilderPlace | null>(null)

export function useBuilder(): BuilderPlace {
  const place = use(BuilderContext)
  if (!place) throw new Error('Expected a part of the page builder inside it')
  return place
}
