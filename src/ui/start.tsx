import type { MantineThemeOverride } from '@mantine/core'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { type Catalogues, type Language, startLanguage } from './language.ts'
import { UiProvider } from './provider.tsx'
import { makeQueries } from './queries.ts'
import { shareStyleNonce } from './style-nonce.ts'

export type Start = {
  router: AnyRouter
  texts: Record<Language, Catalogues>
  queries?: QueryClient
  brand?: MantineThemeOverride | undefined
}

/** Starts an entry point: words first, then the screen, so that nobody sees a language flicker. */
export async function start({ router, texts, queries = makeQueries(), brand }: Start): Promise<void> {
  shareStyleNonce()
  await startLanguage(texts)
  const place = document.getElementById('root')
  if (!place) throw new Error('Expected an element with the id "root" in the page.')
  createRoot(place).render(
    <StrictMode>
      <UiProvider queries={queries} {...(brand ? { brand } : {})}>
        <RouterProvider router={router} />
      </UiProvider>
    </StrictMode>,
  )
}
