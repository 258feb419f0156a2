import './styles.ts'
import {
  localStorageColorSchemeManager,
  MantineProvider,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { styleNonce } from './style-nonce.ts'
import { TimeZone } from './format.ts'
import { site } from './site.ts'
import { cssVariables, theme } from './theme.ts'

const Overlays = lazy(() => import('./overlays.tsx').then((file) => ({ default: file.Overlays })))

const schemes = localStorageColorSchemeManager({ key: 'portico.scheme' })

export type UiProviderProps = {
  queries: QueryClient
  children: ReactNode
  /** A portal's own colours over the theme. */
  brand?: MantineThemeOverride
  /** IANA name; the browser's own when left out. */
  timeZone?: string
}

/** Everything a screen stands on: look, words, cached answers, dialogs, notifications. */
export function UiProvider({ queries, children, brand, timeZone }: UiProviderProps) {
  const look = useMemo(() => (brand ? mergeThemeOverrides(theme, brand) : theme), [brand])
  return (
    <MantineProvider
      theme={look}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme={site().scheme}
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <TimeZone value={timeZone}>
        <QueryClientProvider client={queries}>
          {children}
          <Suspense>
            <Overlays />
          </Suspense>
        </QueryClientProvider>
      </TimeZone>
    </MantineProvider>
  )
}
