import { expect, it } from 'vitest';
import { framed, MESSAGE_POLICY } from './frame';

it('a message is closed in before anything of its own', () => {
  const page = framed('<title>Ours</title><p>Bonjour</p>');
  expect(page.indexOf(MESSAGE_POLICY)).toBeGreaterThan(0);
  expect(page.indexOf(MESSAGE_POLICY)).toBeLessThan(page.indexOf('<title>'));
  expect(page).toContain('<p>Bonjour</p>');
  expect(MESSAGE_POLICY).not.toContain('http');
});

it('a message keeps its styles, its links and its embedded pictures', () => {
  const own =
    '<p style="color: red"><a href="https://shop.example/">Shop</a><img src="data:image/gif;base64,R0lGOD" alt="Lamp"></p>';
  expect(framed(`<style>p{margin:0}</style>${own}`)).toContain(own);
  expect(framed('<style>p{margin:0}</style>')).toContain('<style>p{margin:0}</style>');
});

it.each([
  '<script src="https://tracker.example/a.js">alert(1)</script>',
  '<img src="https://tracker.example/open.gif" srcset="https://tracker.example/2.gif 2x" alt="">',
  '<img src=" //tracker.example/open.gif" alt="">',
  '<link rel="stylesheet" href="https://tracker.example/a.css">',
  '<meta http-equiv="refresh" content="0; url=https://tracker.example/">',
  '<table background="https://tracker.example/b.png"></table>',
  '<video poster="https://tracker.example/p.png"></video>',
  '<iframe src="https://tracker.example/"></iframe>',
  '<object data="https://tracker.example/o"></object>',
  '<base href="https://tracker.example/">',
])('nothing of %s is left to be fetched', (html) => {
  expect(framed(`<p>Bonjour</p>${html}`)).not.toContain('tracker.example');
});
