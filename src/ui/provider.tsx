import './styles.ts'
import {
  localStorageColorSchemeManager,
  MantineProvider,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useText } from './language.ts'
import { styleNonce } from './style-nonce.ts'
import { TimeZone } from './format.ts'
import { cssVariables, theme } from './theme.ts'

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
  const t = useText()
  const look = useMemo(() => (brand ? mergeThemeOverrides(theme, brand) : theme), [brand])
  return (
    <MantineProvider
      theme={look}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <TimeZone value={timeZone}>
        <QueryClientProvider client={queries}>
          <ModalsProvider
            labels={{ confirm: t('Confirm'), cancel: t('Cancel') }}
            modalProps={{ closeButtonProps: { 'aria-label': t('Close') } }}
          >
            <Notifications position="bottom-right" limit={4} zIndex={400} />
            {children}
          </ModalsProvider>
        </QueryClientProvider>
      </TimeZone>
    </MantineProvider>
  )
}
