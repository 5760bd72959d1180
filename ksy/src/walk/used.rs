//! Values that a walk does not need.

use super::code::WalkExpr;
use super::{RepeatCount, Step, WalkedSize, Walker};
use std::collections::HashSet;

impl Walker {
    /// Removes the loads of registers that no expression uses.
    pub(super) fn remove_unused_loads(&mut self) {
        let mut used = HashSet::new();
        each_code(&self.steps, &mut |code| registers(code, &mut used));
        self.until.iter().for_each(|code| registers(code, &mut used));
        prune(&mut self.steps, &used);
    }
}

/// Calls a function with each expression of a walk.
fn each_code(steps: &[Step], visit: &mut dyn FnMut(&WalkExpr)) {
    let size = |size: &WalkedSize, visit: &mut dyn FnMut(&WalkExpr)| {
        if let WalkedSize::Of(code) = size {
            visit(code);
        }
    };
    for step in steps {
        match step {
            Step::Fixed { .. } => {}
            Step::Bytes { size: count, .. } => size(count, visit),
            Step::Check(code) => visit(code),
            Step::If { test, steps, .. } => {
                visit(test);
                each_code(steps, visit);
            }
            Step::Switch { on, bodies, .. } => {
                visit(on);
                bodies.iter().for_each(|steps| each_code(steps, visit));
            }
            Step::Within { size: count, steps } => {
                size(count, visit);
                each_code(steps, visit);
            }
            Step::Repeat { times, steps } => {
                if let RepeatCount::Of(code) | RepeatCount::Until(code) = times {
                    visit(code);
                }
                each_code(steps, visit);
            }
        }
    }
}

/// Collects the registers of an expression.
fn registers(code: &WalkExpr, found: &mut HashSet<usize>) {
    match code {
        WalkExpr::Const(_) => {}
        WalkExpr::Register(register) => {
            found.insert(*register);
        }
        WalkExpr::Not(of) | WalkExpr::Minus(of) | WalkExpr::Invert(of) | WalkExpr::In(of, _) => {
            registers(of, found);
        }
        WalkExpr::Binary(_, of) => {
            registers(&of.0, found);
            registers(&of.1, found);
        }
        WalkExpr::Choice(of) => {
            registers(&of.0, found);
            registers(&of.1, found);
            registers(&of.2, found);
        }
    }
}

/// Removes the loads of registers that no expression uses.
fn prune(steps: &mut [Step], used: &HashSet<usize>) {
    for step in steps {
        match step {
            Step::Fixed { loads, .. } => loads.retain(|load| used.contains(&load.register)),
            Step::If { steps, .. } | Step::Within { steps, .. } | Step::Repeat { steps, .. } => {
                prune(steps, used);
            }
            Step::Switch { bodies, .. } => bodies.iter_mut().for_each(|steps| prune(steps, used)),
            Step::Bytes { .. } | Step::Check(_) => {}
        }
    }
}
