import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--tl-accent)' },
  { tag: [tags.string, tags.content], color: 'var(--tl-ink)' },
  { tag: [tags.number, tags.bool], color: 'var(--tl-held)' },
  { tag: tags.comment, color: 'var(--tl-faint)', fontStyle: 'italic' },
  { tag: tags.punctuation, color: 'var(--tl-muted)' },
]);

const LOOK = EditorView.theme({
  '&': { fontSize: '13px', maxHeight: '76vh' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace', lineHeight: '20px' },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--tl-ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--tl-sunken)',
    color: 'var(--tl-faint)',
    borderRight: '1px solid var(--tl-line)',
  },
  '&.cm-focused': { outline: '2px solid var(--tl-accent)', outlineOffset: '-2px' },
  '.cm-panels': { backgroundColor: 'var(--tl-sunken)', color: 'var(--tl-ink)' },
});

/** A document as written; to read, search and copy. */
export function Yaml({ source, label }: { readonly source: string; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: source,
        extensions: [
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
          lineNumbers(),
          yaml(),
          syntaxHighlighting(COLOURS),
          search({ top: true }),
          keymap.of([...defaultKeymap, ...searchKeymap]),
          LOOK,
        ],
      }),
    });
    // What scrolls must be reachable by keyboard; the editor takes its own scroller out of the order.
    editor.scrollDOM.tabIndex = 0;
    return () => editor.destroy();
  }, [source, label]);
  return <div ref={place} />;
}
