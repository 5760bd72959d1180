//! Tests of the browser without a terminal.

use super::app::{App, OpenedFile};
use bytescope::explore::Explorer;
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt, Formats};
use bytescope_properties::samples;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use std::time::{Duration, Instant};

/// Random numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn app(bytes: Vec<u8>, format: AnyFormat) -> App {
    let excerpt = Excerpt::memory("file", bytes);
    let options = DocumentOptions::default().instances(true);
    let doc = Document::read(excerpt, format, options);
    App::new(Explorer::new(doc), Formats::default(), OpenedFile::default(), true)
}

/// Returns a random event. Files are not written.
fn event(random: &mut Random) -> Event {
    const CHARS: &[u8] = b"jkhlgnfFNyeuvb/?*-[] <>0123456789abcx.:=\"pq";
    const CODES: [KeyCode; 16] = [
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::Backspace,
        KeyCode::Esc,
        KeyCode::Delete,
        KeyCode::Down,
        KeyCode::Right,
    ]; // fmt: skip
    let (x, y) = (random.below(130) as u16, random.below(45) as u16);
    let mouse =
        |kind| Event::Mouse(MouseEvent { kind, column: x, row: y, modifiers: KeyModifiers::NONE });
    let code = match random.below(8) {
        0 => return mouse(MouseEventKind::Down(MouseButton::Left)),
        1 => return mouse(MouseEventKind::ScrollDown),
        2 => return Event::Paste("hex:00 \u{1b}[".to_owned()),
        3..5 => KeyCode::Char(CHARS[random.below(CHARS.len() as u64) as usize].into()),
        _ => CODES[random.below(CODES.len() as u64) as usize],
    };
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// Sends random events and draws a frame after each.
fn press_randomly(app: &mut App, random: &mut Random, count: usize) {
    let sizes = [(80, 24), (120, 40), (140, 50), (40, 10), (1, 1)];
    let (width, height) = sizes[random.below(sizes.len() as u64) as usize];
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    for _ in 0..count {
        app.event(event(random));
        app.work();
        app.is_done = false;
        terminal.draw(|frame| app.draw(frame)).unwrap();
    }
}

#[test]
fn random_keys_do_not_panic_on_any_sample() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for sample in samples::all() {
        let bytes = std::fs::read(samples::root().join(&sample.path)).unwrap();
        let format = AnyFormat::named(&sample.format).unwrap();
        press_randomly(&mut app(bytes, format), &mut random, 12);
    }
}

#[test]
fn random_keys_do_not_panic_on_damaged_files() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let samples = samples::all();
    for _ in 0..40 {
        let sample = &samples[random.below(samples.len() as u64) as usize];
        let mut bytes = std::fs::read(samples::root().join(&sample.path)).unwrap();
        for _ in 0..random.below(8) {
            if !bytes.is_empty() {
                let at = random.below(bytes.len() as u64) as usize;
                bytes[at] = random.below(256) as u8;
            }
        }
        bytes.truncate(random.below(bytes.len() as u64 + 1) as usize);
        let format = AnyFormat::named(&sample.format).unwrap();
        press_randomly(&mut app(bytes, format), &mut random, 30);
    }
    for format in AnyFormat::all() {
        let bytes = (0..random.below(2000)).map(|_| random.below(256) as u8).collect();
        press_randomly(&mut app(bytes, format), &mut random, 10);
    }
}

/// Measures opening and drawing. `BYTESCOPE_EXPLORE='FILE -f NAME; FILE -s SCHEMA'` selects files:
/// `cargo test --release --bin bytescope -- --ignored --nocapture frames`.
#[test]
#[ignore = "a measurement"]
fn frames_are_drawn_quickly() {
    let files = std::env::var("BYTESCOPE_EXPLORE").unwrap_or_default();
    for spec in files.split(';').map(str::trim).filter(|spec| !spec.is_empty()) {
        let words: Vec<&str> = spec.split_whitespace().collect();
        let formats = Formats::default();
        let mut options = bytescope::ReadOptions::default();
        options.map = true;
        let excerpt = Excerpt::open(words[0], &options).unwrap();
        let format = match words.get(1..) {
            Some(["-f", name]) => formats.named(name).unwrap(),
            Some(["-s", path]) => formats.open(path.as_ref()).unwrap(),
            _ => formats.detect(excerpt.bytes()).unwrap(),
        };
        let start = Instant::now();
        let doc = Document::read(excerpt, format, DocumentOptions::default());
        let inspect = start.elapsed();
        let start = Instant::now();
        let mut app = App::new(Explorer::new(doc), formats, OpenedFile::default(), true);
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        terminal.draw(|frame| app.draw(frame)).unwrap();
        println!("{spec}: inspect {inspect:.1?}, opening {:.1?}", start.elapsed());
        let mut random = Random(7);
        let steps: &[(&str, &[KeyCode])] = &[
            ("down", &[KeyCode::Down]),
            ("page down", &[KeyCode::PageDown]),
            ("end", &[KeyCode::End]),
            ("page up", &[KeyCode::PageUp]),
            ("home", &[KeyCode::Home]),
            ("unfold", &[KeyCode::Down, KeyCode::Char(' ')]),
            ("bytes: end", &[KeyCode::Tab, KeyCode::End, KeyCode::Tab]),
            ("bytes: page up", &[KeyCode::Tab, KeyCode::PageUp, KeyCode::Tab]),
        ];
        for (name, codes) in steps {
            let mut times: Vec<Duration> = Vec::new();
            for _ in 0..20 {
                for code in *codes {
                    app.event(Event::Key(KeyEvent::new(*code, KeyModifiers::NONE)));
                }
                let start = Instant::now();
                terminal.draw(|frame| app.draw(frame)).unwrap();
                times.push(start.elapsed());
            }
            report(name, times);
        }
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..50 {
            let size = app.level().explorer.document().bytes().len() as u64;
            let (buffer, at) = (app.level().explorer.cursor().0, random.below(size));
            let start = Instant::now();
            app.level().jump(|explorer| explorer.move_cursor(buffer, at));
            terminal.draw(|frame| app.draw(frame)).unwrap();
            times.push(start.elapsed());
        }
        report("jump to a random offset", times);
    }
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let median = times[times.len() / 2];
    println!("  {name:<24} median {median:>8.1?}  longest {:>8.1?}", times[times.len() - 1]);
}
