//! A relay in a process of its own, and what /proc tells of it.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use porthole::Config;
use tokio::net::TcpListener;

use crate::peer::MailServer;

/// Of /proc's clock; Linux has it so on every machine that Rust runs on.
const TICKS_PER_SECOND: f64 = 100.0;

pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    child: Child,
    /// The processes that relay: the child, or its workers.
    processes: Vec<u32>,
    folder: PathBuf,
}

/// What the child does: serves the configuration that it is given as text.
pub(crate) fn serve(config: &str) {
    let config = Config::parse(config, Path::new("bench"), []).unwrap();
    porthole::raise_open_files();
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let listener = TcpListener::bind(config.listen).await.unwrap();
            println!("{}", listener.local_addr().unwrap());
            porthole::run(listener, config, std::future::pending())
                .await
                .unwrap();
        });
}

impl Relay {
    pub(crate) fn porthole(server: &MailServer) -> Self {
        let config = format!(
            "listen = \"127.0.0.1:0\"\n[log]\nlevel = \"error\"\n\
             [limits]\nrelays_per_address = 100000\nopenings_per_minute = 1000000\n\
             [upstreams.bench]\nhost = \"localhost\"\nport = {}\nca_file = {:?}\n",
            server.address.port(),
            server.ca_file
        );
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg(config)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            address: line.trim().parse().unwrap(),
            processes: vec![child.id()],
            child,
            folder: PathBuf::new(),
        }
    }

    /// nginx as a TCP proxy to the same server, or nothing where there is none.
    pub(crate) fn nginx(server: &MailServer) -> Option<Self> {
        let program = std::env::split_paths(&std::env::var_os("PATH")?)
            .map(|folder| folder.join("nginx"))
            .find(|program| program.is_file())?;
        let prefix = program.parent()?.parent()?;
        let module = [prefix.join("lib"), prefix.join("../lib")]
            .map(|library| library.join("nginx/modules/ngx_stream_module.so"))
            .into_iter()
            .find(|module| module.is_file());
        let load = module
            .map(|module| format!("load_module {};\n", module.display()))
            .unwrap_or_default();
        let folder = std::env::temp_dir().join(format!("relay-bench-nginx-{}", std::process::id()));
        std::fs::create_dir_all(&folder).ok()?;
        let free_port = std::net::TcpListener::bind("127.0.0.1:0")
            .ok()?
            .local_addr()
            .ok()?;
        let file = folder.join("nginx.conf");
        let config = format!(
            "{load}daemon off;\nworker_processes 2;\nworker_rlimit_nofile 65536;\nerror_log stderr crit;\npid {0}/pid;\n\
             events {{ worker_connections 16384; }}\n\
             stream {{ server {{ listen {free_port}; proxy_pass 127.0.0.1:{1}; proxy_ssl on; proxy_ssl_verify on; \
             proxy_ssl_name localhost; proxy_ssl_trusted_certificate {2}; }} }}\n",
            folder.display(),
            server.address.port(),
            server.ca_file.display()
        );
        std::fs::write(&file, config).ok()?;
        let child = Command::new(program)
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(&folder)
            .spawn()
            .ok()?;
        let began = Instant::now();
        while std::net::TcpStream::connect(free_port).is_err() {
            if began.elapsed() > Duration::from_secs(5) {
                return None;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let children = format!("/proc/{0}/task/{0}/children", child.id());
        let workers = std::fs::read_to_string(children).ok()?;
        Some(Self {
            address: free_port,
            processes: workers
                .split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect(),
            child,
            folder,
        })
    }

    /// CPU time so far, user's and system's.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        let ticks: f64 = self
            .processes
            .iter()
            .map(|id| {
                let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
                let (_, behind_name) = stat.rsplit_once(") ").unwrap();
                let fields: Vec<&str> = behind_name.split(' ').collect();
                fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()
            })
            .sum();
        ticks / TICKS_PER_SECOND
    }

    /// Memory that is its own: anonymous and resident.
    pub(crate) fn memory_kilobytes(&self) -> f64 {
        self.processes
            .iter()
            .map(|id| {
                let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
                let line = status
                    .lines()
                    .find_map(|line| line.strip_prefix("RssAnon:"))
                    .unwrap();
                line.trim().trim_end_matches(" kB").parse::<f64>().unwrap()
            })
            .sum()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // nginx's workers end with a master that is asked, not with one that is killed.
        let asked = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process(asked, rustix::process::Signal::TERM);
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
