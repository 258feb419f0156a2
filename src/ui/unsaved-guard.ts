import { useBlocker } from '@tanstack/react-router'
import { useContext, useEffect, useEffectEvent } from 'react'
import { confirm } from './confirm.tsx'
import { UnsavedHere } from './dialog.tsx'
import { useText } from './language.ts'

/**
 * Asks before entered things are lost: by walking to another page, by closing the window, by closing the dialog the form
 * stands in. A change of the search part alone (a tab, a dialog) loses nothing. `isUnsaved` is asked when it matters,
 * so that saving and leaving can happen in one breath.
 */
export function useUnsavedGuard(isUnsaved: () => boolean): void {
  const t = useText()
  const dialog = useContext(UnsavedHere)
  const ask = useEffectEvent(isUnsaved)
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!isUnsaved() || current.pathname === next.pathname) return false
      const leave = await confirm({
        title: t('Leave without saving?'),
        text: t('What you have entered here will be lost.'),
        action: t('Leave without saving'),
        danger: true,
      })
      return !leave
    },
    enableBeforeUnload: isUnsaved,
  })
  useEffect(() => dialog?.(() => ask()), [dialog])
}
